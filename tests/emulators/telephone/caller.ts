import { pause } from '../signal.ts'
import { type Act, type Gather, keyed, Refused, type Spoken } from './acts.ts'
import type { createDeskSide, Faults } from './desk.ts'
import type { Line, News, Provider } from './provider.ts'

export type Caller = ReturnType<typeof createCaller>

type Exchange = { readonly provider: Provider; readonly desk: ReturnType<typeof createDeskSide>; readonly url: () => string; readonly faults: Faults; readonly complaints: string[]; readonly patience: number }

/** What listens to her, and what of its document follows. */
type Open = { readonly gather: Gather; readonly rest: readonly Act[] }

/** Requests that one key may lead to, before it is a loop. */
const LOOP = 60

/** Somebody with a telephone. What she does resolves when the call waits for her again, or is over. */
export function createCaller({ provider, desk, url, faults, complaints, patience }: Exchange, from: string, to: string) {
  const transcript: Spoken[] = []
  const dialled: { to: string; callerId: string }[] = []
  let line: Line = { sid: '', from, to }
  let open: Open | null = null
  let queued = ''
  let heardTo = 0
  let since = 0
  let isOver = true

  const tell = async (address: string, news: News): Promise<readonly Act[]> => {
    const { status, type, body } = await desk(address, line, news)
    if (status !== 200) throw new Refused(11200, `HTTP ${status}`)
    return provider.read(body, type, address)
  }
  const over = async (): Promise<void> => {
    if (isOver) return
    isOver = true
    open = null
    await desk(`${url()}/status`, line, { kind: 'completed' })
  }
  const run = async (first: () => Promise<readonly Act[]>): Promise<void> => {
    since = transcript.length
    try {
      let acts = await first()
      for (let i = 0; i < LOOP; i++) {
        const next = await perform(acts)
        if (next === null) return
        acts = next
      }
      throw new Refused('loop', 'the call goes round in circles')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      complaints.push(error.message)
      transcript.push({ language: 'en-US', text: 'An application error has occurred. Goodbye.' })
      await over()
    }
  }
  /** The document that follows; null: the call waits for her, or is over. */
  const perform = async (acts: readonly Act[]): Promise<readonly Act[] | null> => {
    for (const [i, act] of acts.entries()) {
      const rest = acts.slice(i + 1)
      if (act.do === 'say') transcript.push({ language: act.language, text: act.text })
      else if (act.do === 'redirect') return tell(act.to, { kind: 'redirect' })
      else if (act.do === 'dial') {
        dialled.push({ to: act.to, callerId: act.callerId })
        return tell(act.action, { kind: 'dialled', status: faults.dialled })
      } else if (act.do === 'hangup') break
      else {
        transcript.push(...act.says)
        open = { gather: act, rest }
        if (queued !== '') return entered(queued)
        if (!rest.some((r) => r.do === 'gather')) return null
        return silent()
      }
    }
    await over()
    return null
  }
  const waiting = (): Open => {
    if (open === null) throw new Error(`Nobody listens to her${isOver ? ': the call is over' : ''}.\n${transcript.map((s) => s.text).join('\n')}`)
    const now = open
    open = null
    return now
  }
  /** What a gather is told when it ends; nothing new in the answer: what was left of the document goes on. */
  const ended = async ({ gather, rest }: Open, news: News): Promise<readonly Act[]> => {
    if (news.kind === 'silence' && !gather.tellsSilence) return rest
    const acts = await tell(gather.action, news)
    return acts.length === 0 ? rest : acts
  }
  const silent = (): Promise<readonly Act[]> => ended(waiting(), { kind: 'silence' })
  const entered = (keys: string): Promise<readonly Act[]> => {
    const now = waiting()
    const { digits, left } = keyed(keys, now.gather)
    queued = left
    return ended(now, digits === '' ? { kind: 'silence' } : { kind: 'keys', keys: digits })
  }

  return {
    number: from, transcript, dialled,
    get isOver() { return isOver },
    get sid() { return line.sid },
    /** Rings the desk; `keys` are pressed before the menu has been read. */
    async call(keys = ''): Promise<void> {
      line = { sid: provider.newCall(), from, to }
      isOver = false
      queued = keys
      await run(() => tell(url(), { kind: 'begins' }))
    },
    press: (keys: string): Promise<void> => run(() => entered(keys)),
    async says(text: string): Promise<void> {
      if (open?.gather.speech === null) throw new Error('The call does not listen to speech.')
      await run(() => ended(waiting(), { kind: 'speech', text }))
    },
    /** She says and presses nothing until the gather gives up. */
    waits: (): Promise<void> => run(silent),
    hangUp: over,
    /** What she was told since she last did something. */
    get lately(): readonly Spoken[] { return transcript.slice(since) },
    get listens() { return open?.gather ?? null },
    /** Waits until something that contains this was said, after what was heard before. */
    async hears(text: string): Promise<Spoken> {
      for (const until = Date.now() + patience; ; await pause(10)) {
        const at = transcript.findIndex((said, i) => i >= heardTo && said.text.includes(text))
        if (at >= 0) {
          heardTo = at
          return transcript[at] as Spoken
        }
        if (Date.now() > until) throw new Error(`Nobody said «${text}». She heard since:\n${transcript.slice(heardTo).map((s) => `[${s.language}] ${s.text}`).join('\n')}`)
      }
    },
  }
}
