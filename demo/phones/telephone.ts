import { setTimeout as wait } from 'node:timers/promises'
import { type Caller, type FakeTelephone, startTelephone } from '../../tests/emulators/telephone/index.ts'
import type { createPeople } from '../people.ts'
import { type Action, type Bubble, type FaultName, MOST, type Phone, Refused, SLOW } from '../phone.ts'
import { plain } from '../runs.ts'

/** What she did, or the line itself, and how much she had been told by then. */
type Did = { readonly who: 'her' | 'app'; readonly after: number; readonly text: string }
type Call = { readonly name: string; readonly she: Caller; readonly did: Did[]; /** Keys of a number that is not whole yet. */ keys: string; isBusy: boolean }

export function telephonePhone(telephone: FakeTelephone, people: ReturnType<typeof createPeople>): Phone {
  const join = (): Call => {
    const she = telephone.caller()
    return { name: `${people.next().name}, ${she.number}`, she, did: [], keys: '', isBusy: false }
  }
  let call = join()
  let fault: FaultName = 'none'
  const play = async (action: Action): Promise<void> => {
    if (action.do === 'leave') return hangUp(call)
    if (call.isBusy) throw new Refused('Lo sportello sta parlando: un momento.')
    if (fault === 'down') throw new Refused('La linea è guasta: il numero non risponde.')
    const mine = call
    mine.isBusy = true
    try {
      if (fault === 'slow') await wait(SLOW)
      await speak(mine, action)
      if (mine.she.isOver && mine.did.at(-1)?.text !== HUNG_UP) mine.did.push({ who: 'app', after: mine.she.transcript.length, text: 'La telefonata è finita.' })
    } finally {
      mine.isBusy = false
    }
  }
  return {
    screen: () => ({ who: call.name, bubbles: transcriptOf(call).slice(-MOST), isAway: call.she.isOver, menu: [], toast: null }),
    async act(action) {
      if (action.do !== 'newcomer') return play(action)
      await hangUp(call)
      call = join()
    },
    fault(name) {
      if (name === 'token') throw new Refused('Al telefono non c’è un gettone che scada.')
      fault = name
      // A request whose answer is lost comes again.
      telephone.faults.lost = name === 'limit' ? 1 : 0
    },
  }
}

const HUNG_UP = '📵 Riattacca'

async function hangUp({ she, did }: Call): Promise<void> {
  if (she.isOver) return
  did.push({ who: 'her', after: she.transcript.length, text: HUNG_UP })
  await she.hangUp()
}

async function speak(call: Call, action: Action): Promise<void> {
  const { she, did } = call
  const note = (text: string): void => void did.push({ who: 'her', after: she.transcript.length, text })
  if (action.do === 'return') {
    if (!she.isOver) return
    call.keys = ''
    note('📞 Chiama')
    return she.call()
  }
  if (she.isOver) throw new Refused('Ha riattaccato: prima chiami.')
  switch (action.do) {
    case 'press': return press(call, action.key, note)
    case 'say':
      note(`🗣️ ${action.text}`)
      return she.says(action.text)
    case 'wait':
      note('🤫 Tace')
      return she.waits()
    default: throw new Refused('In una telefonata si parla o si premono tasti.')
  }
}

/** Where several keys make one answer they are gathered; the last one, or #, sends them. A star begins a way out. */
async function press(call: Call, key: string, note: (text: string) => void): Promise<void> {
  const { she } = call
  const most = she.listens?.most ?? 1
  call.keys += key
  const isWhole = most === 1 || key === '#' || call.keys.length === most
  if (!isWhole) return
  const { keys } = call
  call.keys = ''
  note(`${keys.length === 1 ? 'Tasto' : 'Tasti'} ${[...keys].join(' ')}`)
  await she.press(keys)
}

/** What was said and done, as it came. */
function transcriptOf({ she: { transcript }, did, keys }: Call): readonly Bubble[] {
  const bubbles: Bubble[] = []
  const hers = ({ who, text }: Did, i: number): Bubble => ({ id: `her ${i}`, who, kind: 'text', runs: plain(text) })
  for (const [i, { language, text }] of transcript.entries()) {
    bubbles.push(...did.flatMap((one, n) => (one.after === i ? [hers(one, n)] : [])), { id: `desk ${i}`, who: 'desk', kind: 'text', runs: plain(text), language })
  }
  bubbles.push(...did.flatMap((one, n) => (one.after === transcript.length ? [hers(one, n)] : [])))
  return keys === '' ? bubbles : [...bubbles, { id: `keys ${keys}`, who: 'app', kind: 'text', runs: plain(`${[...keys].join(' ')} …`) }]
}

/** What she says is understood, and callers are told by whom. */
export const telephoneExtras = { VOICE_SPEECH_PROCESSOR: 'Voce di prova' }
export const startTelephoneHere = (): FakeTelephone => startTelephone({ provider: 'twilio' })
