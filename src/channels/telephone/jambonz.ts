import { type Json, jsonObject } from '../json.ts'
import type { RawRequest, Webhook } from '../channel.ts'
import type { TelephoneAccount } from './account.ts'
import { addressOf, numberOf, stepOf } from './address.ts'
import type { Engine } from './engine.ts'
import { isFromJambonz } from './jambonz-signature.ts'
import { jambonzVerbs } from './jambonz-verbs.ts'
import type { Heard, Input } from './verbs.ts'

const PATH = '/voice/jambonz'
const LIMIT = 64 * 1024

/** Calls, what is keyed in them, and that they end: https://docs.jambonz.org/reference/webhooks/overview */
export const jambonzWebhooks = (account: TelephoneAccount, engine: Engine, now: () => number): Webhook[] => [PATH, `${PATH}/status`].map((path) => ({
  path, method: 'post', limit: LIMIT,
  async handle(request, inlet) {
    if (!isFromJambonz(request.headers['jambonz-signature'], account.secret, request.body, now())) return { status: 403 }
    const body = jsonObject(request.body)
    const heard = body && heardFrom(body, request, path === PATH)
    if (heard === null) return { status: 400 }
    const { verbs, step } = await engine(heard, inlet)
    const next = (why: string): string => `${addressOf(account, PATH)}?step=${step}&do=${why}`
    return { status: 200, type: 'application/json', body: JSON.stringify(jambonzVerbs(verbs, next, account)) }
  },
}))

function heardFrom(body: Json, request: RawRequest, isCall: boolean): Heard | null {
  const [call, step] = [text(body.call_sid), stepOf(request)]
  if (!/^[\w-]{8,64}$/.test(call) || step === null) return null
  return { call, step, number: numberOf(text(body.from)), input: inputOf(body, step, request.query.do, isCall) }
}

const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer'])

function inputOf(body: Json, step: number, why: unknown, isCall: boolean): Input {
  if (ENDED.has(text(body.call_status))) return { kind: 'ended' }
  if (!isCall) return { kind: 'nothing' }
  if (why === 'dialled') return { kind: 'dialled', answered: ['completed', 'answered'].includes(text(body.dial_call_status)) }
  if (why === 'poll') return { kind: 'poll' }
  if (step === 0) return { kind: 'begin' }
  const [keys, words] = [text(body.digits), transcriptOf(body.speech)]
  if (/^[\d*#]{1,40}$/.test(keys)) return { kind: 'keys', keys }
  if (words !== '') return { kind: 'speech', text: words }
  return { kind: why === 'silence-is-nothing' ? 'nothing' : 'silence' }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Of what its recogniser understood, the likeliest; some versions put it into a list of transcripts. */
function transcriptOf(speech: unknown): string {
  const said = speech as { readonly alternatives?: unknown; readonly transcripts?: unknown } | null | undefined
  const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined)
  const within = first(said?.transcripts) as { readonly alternatives?: unknown } | undefined
  const best = first(said?.alternatives ?? within?.alternatives) as { readonly transcript?: unknown } | null | undefined
  return text(best?.transcript).trim()
}
