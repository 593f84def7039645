import { readButtonId } from '../button.ts'
import type { Incoming } from '../channel.ts'
import { typed } from '../typed.ts'
import { onCallBack } from './call-back.ts'
import type { Call } from './calls.ts'
import { choicesOn, hasMore, levels } from './choices.ts'
import { inWriting } from './in-writing.ts'
import { ask, canWrite, type Desk, keyedIn, turnOf } from './prompt.ts'
import { answered, takeTurn, toPerson, whatWaited } from './turn.ts'
import type { Input, Verb } from './verbs.ts'
import { speaker } from './words.ts'

/** Silences or wrong keys after which a person is asked for. */
const MISSES = 3

const command = (option: string): Incoming['content'] => ({ kind: 'picked', menu: 'command', option })

/** What one input does to a call. `step` names it, so that the same one twice is one. Rejects when it could not be kept. */
export async function act(call: Call, desk: Desk, step: string, input: Input): Promise<Verb[]> {
  switch (input.kind) {
    case 'begin': return takeTurn(call, desk, step, { content: { kind: 'opened', language: null, flow: null } })
    case 'keys': return (await onKeys(call, desk, input.keys, step)) ?? missed(call, desk, step, 'wrong-key')
    case 'speech': return desk.account.speechProcessor === null ? onSilence(call, desk, step) : takeTurn(call, desk, step, { content: typed(input.text) })
    case 'silence': return onSilence(call, desk, step)
    case 'dialled': return input.answered ? [{ kind: 'hangup' }] : toPerson(call, desk, [speaker(desk.inlet)('no-answer', call.language)], 'away')
    default: return ask(call, desk, [])
  }
}

/** null: they mean nothing here. */
async function onKeys(call: Call, desk: Desk, keys: string, step: string): Promise<Verb[] | null> {
  if (call.screen.kind === 'call-back') return onCallBack(call, desk, call.screen.stage, keys, step)
  const turn = turnOf(call)
  const keyed = keyedIn(turn)
  if (keyed === null) return onKey(call, desk, keys, step)
  if (keys === '*') return takeTurn(call, desk, step, { content: command('back') })
  if (keys === '*0') return takeTurn(call, desk, step, { content: command('person') })
  const text = keyed.typed(keys)
  return text === null ? null : takeTurn(call, desk, step, { content: { kind: 'wrote', text } })
}

async function onKey(call: Call, desk: Desk, key: string, step: string): Promise<Verb[] | null> {
  const turn = turnOf(call)
  const { languages, text } = desk.inlet
  const page = call.screen.kind === 'said' ? call.screen.page : 0
  if (key === '0') return takeTurn(call, desk, step, { content: command('person') })
  if (key === '*') return takeTurn(call, desk, step, { content: command('back') })
  if (key === '#') return ask(call, desk, [])
  if (key === '8' && canWrite(turn)) return inWriting(call, desk)
  if (key === '9' && hasMore(turn, languages)) {
    call.screen = { kind: 'said', turn, page: (page + 1) % levels(turn) }
    return ask(call, desk, [], 'how-to-answer')
  }
  const chosen = choicesOn(turn, page, languages)[Number(key) - 1]
  if (chosen) return takeTurn(call, desk, step, { content: { kind: 'picked', ...readButtonId(chosen.id) }, label: chosen.label })
  const yesNo = turn.spoken.expects === 'yes-no' ? { '1': 'yes', '2': 'no' }[key] : undefined
  if (yesNo !== undefined) return takeTurn(call, desk, step, { content: { kind: 'wrote', text: text(`channels:telephone.${yesNo}`, turn.language) } })
  return key === '1' && turn.buttons.length === 0 && turn.spoken.expects === null ? takeTurn(call, desk, step, { content: command('menu') }) : null
}

/** While nothing comes from her, what waited for her can be said. */
async function onSilence(call: Call, desk: Desk, step: string): Promise<Verb[]> {
  const said = await whatWaited(call, desk)
  if (said !== null) return answered(call, desk, said, call.screen.kind === 'call-back' ? 'away' : null)
  return missed(call, desk, step, 'silence')
}

async function missed(call: Call, desk: Desk, step: string, why: 'silence' | 'wrong-key'): Promise<Verb[]> {
  const say = speaker(desk.inlet)
  call.misses += 1
  if (call.misses < MISSES) return ask(call, desk, [say(why, call.language)], 'how-to-answer')
  if (call.screen.kind === 'call-back') return [say('goodbye', call.language), { kind: 'hangup' }]
  return takeTurn(call, desk, step, { content: command('person') })
}
