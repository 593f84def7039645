import { z } from 'zod'
import { type Act, absolute, isE164, Refused, type Spoken } from './acts.ts'

const synthesizer = z.strictObject({ vendor: z.string(), language: z.string().regex(/^[a-z]{2,3}(-\w+)*$/), voice: z.string().optional() })
const words = { text: z.string().min(1).refine((t) => !/<\/?[a-z]/i.test(t), 'is SSML'), synthesizer: synthesizer.optional(), loop: z.number().optional() }
const verb = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('say'), ...words }),
  z.strictObject({
    verb: z.literal('gather'), actionHook: z.string(), input: z.array(z.enum(['digits', 'speech'])).min(1), numDigits: z.number().int().positive().optional(), finishOnKey: z.string().length(1).optional(),
    timeout: z.number().positive(), bargein: z.boolean().optional(), dtmfBargein: z.boolean().optional(), recognizer: z.strictObject({ vendor: z.string(), language: z.string() }).optional(), say: z.strictObject(words).optional(),
  }),
  z.strictObject({ verb: z.literal('redirect'), actionHook: z.string() }),
  z.strictObject({
    verb: z.literal('dial'), actionHook: z.string(), answerOnBridge: z.boolean().optional(), callerId: z.string(), timeout: z.number(),
    target: z.array(z.strictObject({ type: z.literal('phone'), number: z.string() })).length(1),
  }),
  z.strictObject({ verb: z.literal('hangup') }),
])

/** Reads an application as jambonz does: an array of verbs, each to its schema. */
export function readVerbs(body: string, type: string, url: string): Act[] {
  if (!/^application\/json\b/.test(type)) throw new Refused('jambonz', `content type ${type}`)
  const read = z.array(verb).safeParse(JSON.parse(body))
  if (!read.success) throw new Refused('jambonz', read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; '))
  return read.data.flatMap((v) => actsOf(v, url))
}

function actsOf(v: z.infer<typeof verb>, url: string): Act[] {
  switch (v.verb) {
    case 'say': return [{ do: 'say', ...saidBy(v) }]
    case 'gather': return [{
      do: 'gather', says: v.say === undefined ? [] : [saidBy(v.say)], speech: v.input.includes('speech') ? (v.recognizer?.language ?? 'en-US') : null, most: v.numDigits ?? null,
      finish: v.finishOnKey ?? '', seconds: v.timeout, action: absolute(v.actionHook, url), tellsSilence: true,
    }]
    case 'redirect': return [{ do: 'redirect', to: absolute(v.actionHook, url) }]
    case 'dial': {
      const to = v.target[0]?.number ?? ''
      if (!isE164(to)) throw new Refused('jambonz', 'dial: invalid number')
      return [{ do: 'dial', to, callerId: v.callerId, seconds: v.timeout, action: absolute(v.actionHook, url) }]
    }
    case 'hangup': return [{ do: 'hangup' }]
  }
}

const saidBy = ({ text, synthesizer: s }: { readonly text: string; readonly synthesizer?: z.infer<typeof synthesizer> | undefined }): Spoken => ({ language: s?.language ?? 'en-US', text })
