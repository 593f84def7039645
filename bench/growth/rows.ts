import type { Step } from '../floor/steps.ts'
import { addressOf, idsFrom } from '../names.ts'
import { sentence, type Voice } from './texts.ts'

/** Messages of one conversation, each answered. */
export const MESSAGES = 10
/** Conversations that are open: a desk's day, which its history does not change. Those with the script alone are closed after thirty days. */
const QUEUED = 200
const ATTENDED = 50
const SCRIPTED = 300
/** Conversations in which somebody wrote the rare word, however many there are. */
const RARE = 5
/** Milliseconds between two conversations. */
const EVERY = 20_000
export const OPERATOR = 'operator-1'

export type Seeded = {
  readonly id: string; readonly citizen: string; readonly identity: string; readonly address: string; readonly voice: Voice; readonly openedAt: string; readonly lastAt: string; readonly mode: 'closed' | 'queued' | 'attended' | 'scripted'
  readonly closedAt: string | null; readonly operator: string | null; readonly state: string; readonly lastSaidSeq: number; readonly lastSeq: number; readonly entries: readonly SeededEntry[]; readonly outbox: readonly { readonly seq: number; readonly at: string }[]; readonly topic: string | null
}
export type SeededEntry = { readonly seq: number; readonly at: string; readonly kind: string; readonly data: string; readonly externalId: string | null; readonly body: { readonly language: string; readonly text: string; readonly rendered: string | null; readonly isFound: boolean } | null }

/** What one turn of each kind left in the database, as text: it is written millions of times. */
export type Template = { readonly version: string; readonly state: Record<string, unknown>; readonly turns: readonly (readonly Written[])[] }
type Written = { readonly kind: string; readonly data: Record<string, unknown>; readonly dataText: string; readonly text: string | null; readonly rendered: string | null }

export const templateOf = (steps: readonly Step[]): Template => {
  const last = steps.at(-1) as Step
  return { version: last.version, state: last.state, turns: steps.map((s) => s.entries.map(({ kind, data, text, rendered }) => ({ kind, data, dataText: JSON.stringify(data), text, rendered: rendered === null ? null : JSON.stringify(rendered) }))) }
}

const idOf = (n: number): (() => string) => idsFrom(n * 4 + 1_000_000)

/** The nth of `all` conversations, the oldest first; the youngest ended just before `until`. */
export function conversationRows(n: number, all: number, voice: Voice, { state, turns }: Template, until: number): Seeded {
  const newId = idOf(n)
  const [id, citizen, identity] = [newId(), newId(), newId()]
  const opened = until - (all - n) * EVERY - MESSAGES * 60_000
  const instant = (minutes: number): string => new Date(opened + minutes * 60_000).toISOString()
  const instants = Array.from({ length: MESSAGES + 1 }, (_, minutes) => instant(minutes))
  const entries: SeededEntry[] = []
  const outbox: { seq: number; at: string }[] = []
  let lastSaidSeq = 0
  for (let turn = 0; turn <= MESSAGES; turn++) {
    const at = instants[turn] as string
    for (const e of turns[turn % turns.length] ?? []) {
      const seq = entries.length + 1
      const externalId = e.kind === 'citizen' ? `${addressOf(n)}:${turn}` : null
      const text = e.kind === 'citizen' ? wordsOf(n, all, turn, voice) : e.text
      entries.push({ seq, at, kind: e.kind, data: e.kind === 'citizen' ? JSON.stringify({ ...e.data, id: externalId }) : e.dataText, externalId, body: text === null ? null : { language: voice.language, text, rendered: e.rendered, isFound: e.kind === 'citizen' } })
      if (e.kind === 'citizen') lastSaidSeq = seq
      if (e.kind === 'assistant') outbox.push({ seq, at })
    }
  }
  const mode = modeOf(n, all)
  const lastAt = instant(MESSAGES)
  const closedAt = mode === 'closed' ? lastAt : null
  const operator = mode === 'attended' ? OPERATOR : null
  const modes = { closed: { kind: 'closed' }, scripted: { kind: 'scripted' }, queued: { kind: 'queued', since: lastAt, topic: null, urgent: null, browsing: false, told: true }, attended: { kind: 'attended', by: OPERATOR, since: lastAt, urgent: null } }
  return {
    id, citizen, identity, address: addressOf(n), voice, openedAt: instant(0), lastAt, mode, closedAt, operator, lastSaidSeq, lastSeq: entries.length, entries, outbox, topic: n % 3 === 0 ? 'permit.renewal' : null,
    state: JSON.stringify({ ...state, id, citizen, replyVia: identity, openedAt: instant(0), language: voice.language, closedAt, mode: modes[mode], revision: MESSAGES + 1 }),
  }
}

/** The youngest are open: who waits, whom an operator has, and who is on her way through the script. */
function modeOf(n: number, all: number): Seeded['mode'] {
  const age = all - 1 - n
  if (age < QUEUED) return 'queued'
  if (age < QUEUED + ATTENDED) return 'attended'
  return age < QUEUED + ATTENDED + SCRIPTED ? 'scripted' : 'closed'
}

/** Fifteen conversations, five of each voice, spread over the whole history. */
function wordsOf(n: number, all: number, turn: number, voice: Voice): string {
  const apart = Math.max(3, Math.floor(all / RARE))
  const isRare = turn === 1 && n % apart < 3 && n < apart * RARE
  return isRare ? `${sentence(voice, n)} ${voice.rare}` : sentence(voice, n * MESSAGES + turn)
}
