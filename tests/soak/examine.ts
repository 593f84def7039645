import type { BookEntry, BookRow } from './books.ts'
import { compare, type Expected } from './compare.ts'
import { receivedAs, shownBy } from './expected.ts'
import { heardOf } from './heard.ts'
import type { Person } from './life.ts'
import type { ChannelName } from './phone.ts'

export type Line = { readonly people: number; readonly sent: number; readonly received: number; readonly answered: number; readonly handedOver: number; readonly replies: number; readonly lost: number; readonly doubled: number; readonly ambiguous: number; readonly held: number; readonly callBack: number; readonly displaced: number; readonly longest: number }
/** What the desk's books say of one person; `replies`: what an operator wrote to her, as the inbox took it. */
export type Account = { readonly identity: string; readonly entries: readonly BookEntry[]; readonly rows: readonly BookRow[]; readonly replies: readonly string[] }

/** Where a provider may itself bring messages in another order than hers. */
const UNORDERED: ReadonlySet<ChannelName> = new Set(['whatsapp', 'telegram'])
/** Legitimate: the bot's words, made stale by her next message, or by an operator's answer, before the window let them go. */
const OVERTAKEN: ReadonlySet<string> = new Set(['She wrote again before it could go.', 'An operator answered before it could go.'])
/** A call is over, and nothing can be said in it: counted apart. */
const HUNG_UP: ReadonlySet<string> = new Set(['Call her back: she has hung up, and cannot hear it.', 'She has hung up, and cannot hear it.'])

/** One person's line of the table, and what is wrong with it. */
export function examine({ phone, sent }: Person, { identity, entries, rows, replies }: Account): { readonly line: Line; readonly complaints: readonly string[] } {
  const { channel } = phone
  const mine = entries.filter((e) => e.kind === 'citizen')
  const told = toldTo(rows, entries, phone)
  const heard = compare(sent.map(({ name, unsure }) => ({ name, must: !unsure })), mine.map((e) => receivedAs(e, channel)))
  const came = phone.heard ? heardOf(told.expected, phone.heard()) : phone.shown()
  const shown = compare(told.expected, came)
  const written = compare(replies.map((name) => ({ name, must: true })), entries.filter((e) => e.kind === 'operator').map((e) => e.text))
  const silent = mine.filter((e) => !isSeenTo(e, entries)).map((e) => e.text)
  const misplaced = (phone.ways?.() ?? [came]).reduce((all, way) => all + compare(told.expected, way).displaced, 0)
  const displaced = UNORDERED.has(channel) ? 0 : heard.displaced
  const line: Line = {
    people: 1, sent: sent.length, received: mine.length, answered: mine.filter((e) => isAnswered(e, entries)).length,
    handedOver: entries.filter((e) => e.data.kind === 'handed-off').length, replies: channel === 'web-chat' ? entries.filter((e) => e.kind === 'operator').length : told.replies,
    lost: heard.lost.length + silent.length + shown.lost.length + written.lost.length + told.given.length, doubled: heard.doubled.length + shown.doubled.length + written.doubled.length,
    ambiguous: told.ambiguous, held: told.held, callBack: told.callBack, displaced: displaced + misplaced, longest: told.longest,
  }
  const each = (what: string, names: readonly string[]): string[] => names.map((name) => `${what} (${channel} ${identity}): ${JSON.stringify(name.slice(0, 120))}`)
  const complaints = [
    ...each('lost, sent and not received', heard.lost), ...each('lost, neither answered nor passed on', silent), ...each('lost, never shown', shown.lost), ...each('lost, a reply', written.lost), ...each('lost, not sent', told.given),
    ...each('doubled, received', heard.doubled), ...each('doubled, shown', shown.doubled), ...each('doubled, a reply', written.doubled),
    ...(displaced === 0 ? [] : each('out of order, received', [mine.map((e) => receivedAs(e, channel)).join(' ')])), ...(misplaced === 0 ? [] : each('out of order, shown', [`${misplaced} messages`])),
  ]
  return { line, complaints }
}

/** What came of one message, up to her next. */
const after = (entry: BookEntry, entries: readonly BookEntry[]): BookEntry[] => {
  const rest = entries.slice(entries.indexOf(entry) + 1)
  const next = rest.findIndex((e) => e.kind === 'citizen')
  return next < 0 ? rest : rest.slice(0, next)
}
const isAnswered = (entry: BookEntry, entries: readonly BookEntry[]): boolean => after(entry, entries).some((e) => e.kind === 'assistant')
const isSeenTo = (entry: BookEntry, entries: readonly BookEntry[]): boolean => after(entry, entries).some((e) => e.kind === 'assistant' || e.data.kind === 'relayed')

/** What the outbox says of one person: what she should see, and what became of the rest. */
function toldTo(rows: readonly BookRow[], entries: readonly BookEntry[], { channel, cuts }: Person['phone']) {
  const said = (conversation: string, from: number, to: number): BookEntry[] => entries.filter((e) => e.conversation === conversation && e.seq >= from && e.seq <= to)
  const isCut = (row: BookRow): boolean => cuts?.().some(({ from, to }) => isIn(row.acceptedAt, from, to)) ?? false
  const expected: Expected[] = rows.flatMap((row) => shownBy(row, said(row.conversation, row.seq, row.lastSeq), channel).map((one) => (isCut(row) ? { ...one, must: false } : one)))
  const waits = rows.flatMap(({ acceptedAt, conversation, seq, origin }) => (acceptedAt === null || origin !== 'bot' ? [] : [Date.parse(acceptedAt) - Date.parse(said(conversation, seq, seq)[0]?.at ?? acceptedAt)]))
  const heldFrom = rows.find((r) => r.pending && r.dueAt >= '9999')?.id ?? Number.POSITIVE_INFINITY
  return {
    expected, longest: Math.round(Math.max(0, ...waits) / 1000),
    ambiguous: rows.filter((r) => r.ambiguousAt !== null).length,
    held: rows.filter((r) => r.pending && r.id >= heldFrom).length,
    callBack: rows.filter(isHungUp).length,
    replies: rows.filter((r) => r.origin === 'operator' && r.acceptedAt !== null).length,
    given: [...rows.filter((r) => r.failedAt !== null && !OVERTAKEN.has(r.explain ?? '') && !isHungUp(r)), ...rows.filter((r) => r.pending && r.id < heldFrom)].map((r) => `row ${r.id}: ${r.explain ?? 'it still waits'}`),
  }
}

const isHungUp = ({ failedAt, explain }: BookRow): boolean => failedAt !== null && HUNG_UP.has(explain ?? '')
const isIn = (at: string | null, from: number, to: number): boolean => at !== null && Date.parse(at) >= from && Date.parse(at) <= to
