import { z } from 'zod'
import { DATA_CLASSES } from '../../core/flow.ts'

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens')
/** `step`, `flow:step` or `flow:` (its start). */
const target = z.string().regex(/^([a-z][a-z0-9_./-]*:)?([a-z][a-z0-9-]*)?$/, 'a step, or flow:step')
const factName = z.string()
const args = z.record(z.string(), z.string())

const show = z.union([
  z.strictObject({ checklist: z.string(), with: args.default({}) }),
  z.strictObject({ rule: z.string(), with: args.default({}) }),
  z.strictObject({ answers: z.array(z.string()).min(1) }),
])

const speech = {
  facts: z.record(z.string(), factName).default({}),
  cites: z.array(factName).default([]),
  show: z.array(show).default([]),
  card: z.boolean().default(false),
  data: z.enum(DATA_CLASSES).optional(),
}

const answerKind = z.enum(['date', 'number', 'money', 'email', 'phone', 'codice-fiscale', 'comune', 'yes-no', 'text'])

export const stepSchema = z.union([
  z.strictObject({ say: z.null(), next: target, ...speech }),
  z.strictObject({ choose: z.record(id, target), topics: z.array(z.string()).default([]), save: id.optional(), ...speech }),
  z.strictObject({ ask: answerKind, save: id, next: target, ...speech }),
  z.strictObject({ branch: z.union([z.string().startsWith('$'), z.strictObject({ rule: z.string(), with: args.default({}) })]), cases: z.record(z.string(), target), otherwise: target.optional() }),
  z.strictObject({ call: id, with: args.default({}), save: id.optional(), cases: z.record(z.string(), target) }),
  z.strictObject({ go: target }),
  z.strictObject({ handoff: z.string(), ...speech }),
  z.strictObject({ end: z.null(), then: z.record(id, target).default({}), ...speech }),
])

export const flowSchema = z.strictObject({
  flow: id,
  topic: z.string().optional(),
  start: id,
  moved: z.record(id, id).default({}),
  steps: z.record(id, stepSchema),
})

export type FlowSource = z.infer<typeof flowSchema>
export type StepSource = z.infer<typeof stepSchema>
