import type { Call } from './calls.ts'
import { ask, type Desk } from './prompt.ts'
import type { Verb } from './verbs.ts'
import { speaker } from './words.ts'

/** Ways that can be named in speech, in this order, and the channels that are such. */
const NAMED = { 'web-chat': ['web-chat'], whatsapp: ['whatsapp', 'whatsapp-web'], telegram: ['telegram'], wechat: ['wechat', 'wecom', 'wechaty'], 'e-mail': ['e-mail'] } as const

/** Where the desk can be written to, and a code to type there, so that what was said here can be read there. */
export async function inWriting(call: Call, desk: Desk): Promise<Verb[]> {
  const { inlet, others } = desk
  const say = speaker(inlet)
  const { language } = call
  const code = await inlet.code(call.from).catch(() => null)
  if (code === null) return ask(call, desk, [say('code-none', language)], 'how-to-answer')
  const channels = Object.entries(NAMED).filter(([, names]) => names.some((name) => others.includes(name))).map(([name]) => inlet.text(`channels:names.${name}`, language)).join(', ')
  const digits = { code: [...code].join(', ') }
  return ask(call, desk, [say('write-to', language, { channels }), say('code', language, digits), say('code-again', language, digits)], 'how-to-answer')
}
