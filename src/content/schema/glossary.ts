import { z } from 'zod'

const words = z.array(z.string().min(1)).min(1)
const byLanguage = z.record(z.string(), words)

/** `it`, `beside` and `never` by name; every other name is a language. */
export const glossarySchema = z.strictObject({
  terms: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.object({ it: words, beside: z.string().min(1).optional(), never: byLanguage.default({}) }).catchall(words)),
})
