import type { RawRequest, Webhook } from '../channel.ts'
import type { TelephoneAccount } from './account.ts'
import { addressOf, numberOf, stepOf } from './address.ts'
import type { Engine } from './engine.ts'
import { isFromTwilio } from './twilio-signature.ts'
import { twiml } from './twiml.ts'
import type { Heard, Input } from './verbs.ts'

const PATH = '/voice/twilio'
const LIMIT = 64 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Calls to the number, what is keyed in them, and that they end: https://www.twilio.com/docs/voice/twiml#request-parameters */
export const twilioWebhooks = (account: TelephoneAccount, engine: Engine): Webhook[] => [PATH, `${PATH}/status`].map((path) => ({
  path, method: 'post', limit: LIMIT,
  async handle(request, inlet) {
    const form = formOf(request.body)
    if (form === null) return { status: 400 }
    const url = `${addressOf(account, path)}${queryOf(request)}`
    if (!isFromTwilio(request.headers['x-twilio-signature'], account.secret, url, form)) return { status: 403 }
    const heard = heardFrom(form, request, path === PATH)
    if (heard === null) return { status: 400 }
    const { verbs, step } = await engine(heard, inlet)
    const next = (why: string): string => `${addressOf(account, PATH)}?step=${step}&do=${why}`
    return { status: 200, type: 'text/xml', body: twiml(verbs, next, account) }
  },
}))

/** As it was asked: our own addresses hold nothing that could be written in two ways. */
function queryOf({ query }: RawRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

function formOf(body: Buffer): URLSearchParams | null {
  try {
    return new URLSearchParams(decoder.decode(body))
  } catch {
    return null
  }
}

function heardFrom(form: URLSearchParams, request: RawRequest, isCall: boolean): Heard | null {
  const call = form.get('CallSid') ?? ''
  const step = stepOf(request)
  if (!/^[\w-]{8,64}$/.test(call) || step === null) return null
  return { call, step, number: numberOf(form.get('From') ?? ''), input: inputOf(form, step, request.query.do, isCall) }
}

const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

function inputOf(form: URLSearchParams, step: number, why: unknown, isCall: boolean): Input {
  if (ENDED.has(form.get('CallStatus') ?? '')) return { kind: 'ended' }
  // Of how a call goes; a call itself has no such number.
  if (!isCall || form.has('SequenceNumber')) return { kind: 'nothing' }
  if (why === 'dialled') return { kind: 'dialled', answered: ['completed', 'answered'].includes(form.get('DialCallStatus') ?? '') }
  if (why === 'poll') return { kind: 'poll' }
  if (step === 0) return { kind: 'begin' }
  const [keys, text] = [form.get('Digits') ?? '', (form.get('SpeechResult') ?? '').trim()]
  if (/^[\d*#]{1,40}$/.test(keys)) return { kind: 'keys', keys }
  return text === '' ? { kind: 'silence' } : { kind: 'speech', text }
}
