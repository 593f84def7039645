import type { Accepted, Channel, Failed, Part, Sending, Told } from '../channels/channel.ts'
import { fit, fitInOne } from '../channels/fit.ts'
import type { TurnEvent } from '../core/event.ts'
import type { FileRef } from '../core/input.ts'
import type { OutboxRow, SaidBody, SendResult, SentPart, StoredEntry } from '../store/store.ts'
import { later, TRIES, wait } from './backoff.ts'
import type { Accounts } from './accounts.ts'
import type { Ports } from './ports.ts'
import { isServedFile } from './record.ts'
import { isOpen } from './window.ts'

export type Sent = { readonly result: SendResult; readonly unreachable: boolean }

const TOO_LATE = 'She has not written for too long, or was answered too often since: the provider takes nothing before she writes again.'

/** Sends a row's next part, and says what became of it. Never throws: a row that cannot be sent must not silence those behind it. */
export async function sendPart(ports: Ports, accounts: Accounts, row: OutboxRow): Promise<Sent> {
  const { channels, clock } = ports
  const { identity } = row
  const only = (result: SendResult): Sent => ({ result, unreachable: false })
  const until = accounts.pausedUntil(identity)
  if (until !== null) return only({ kind: 'retry', at: until, explain: 'The channel is paused.', counts: false })
  const channel = channels.get(identity.channel)
  const parts = channel ? partsOf(row, channel) : `The channel ${identity.channel} is not configured.`
  if (channel === undefined || typeof parts === 'string') return only({ kind: 'failed', at: clock.now(), explain: String(parts) })
  const part = parts[row.sent]
  if (part === undefined) return only({ kind: 'accepted', at: clock.now(), externalId: null, more: false, movedTo: null, spends: false })
  if (channel.can.window !== null && !isOpen(identity.window, clock.now())) return only(await hold(ports, accounts, channel, row, TOO_LATE))
  const more = row.sent + 1 < parts.length
  const answer = await ask(ports, channel, row, part, more)
  if (answer.kind === 'pause' || answer.kind === 'away') accounts.trouble(identity, answer)
  if (answer.kind === 'accepted') accounts.wentOut(identity)
  if (answer.kind === 'hold') return only(await hold(ports, accounts, channel, row, answer.explain))
  return { result: resultOf(row, answer, clock.now(), more, accounts.pausedUntil(identity)), unreachable: answer.kind === 'unreachable' }
}

/** Kept until she writes; that an operator's answer waits is announced once, where the provider has a way. */
async function hold(ports: Ports, accounts: Accounts, channel: Channel, row: OutboxRow, explain: string): Promise<SendResult> {
  const { clock, log } = ports
  const answer = row.origin === 'operator' && !row.announced ? await announce(ports, channel, row) : null
  if (answer?.kind === 'pause' || answer?.kind === 'away') accounts.trouble(row.identity, answer)
  if (answer && answer.kind !== 'accepted') log.warn({ conversation: row.conversation, channel: channel.name, explain: answer.explain }, 'it could not be announced that an answer waits')
  // Not this time, but soon: it is tried again, and the row with it.
  if (answer?.kind === 'retry' || answer?.kind === 'pause' || answer?.kind === 'away') return { kind: 'retry', at: (answer.kind === 'retry' ? answer.retryAt : accounts.pausedUntil(row.identity)) ?? later(clock.now(), ANNOUNCE_AGAIN), explain, counts: false }
  return { kind: 'hold', at: clock.now(), explain, seen: row.identity.window?.until ?? null, announced: answer?.kind === 'accepted' }
}

/** null: its provider has no way. */
async function announce({ text }: Ports, channel: Channel, row: OutboxRow): Promise<Accepted | Failed | null> {
  const language = languageOf(row)
  try {
    return (await channel.announce?.(row.identity, { language, text: (key) => text(key, language) })) ?? null
  } catch {
    return { kind: 'retry', retryAt: null, explain: 'The channel stopped in the middle of announcing.' }
  }
}

/** Milliseconds until it is tried again to say that an answer waits. */
const ANNOUNCE_AGAIN = 60_000

const languageOf = ({ entries }: OutboxRow): string => entries.find((e) => e.body !== null)?.body?.language ?? 'it'

/** What it says as the channel carries it, or why it cannot be said. */
function partsOf({ entries, identity, sent }: OutboxRow, { can }: Channel): readonly Part[] | string {
  try {
    const told = entries.flatMap((entry) => toldOf(entry) ?? [])
    return told.length === 0 ? 'Its words were erased before it could be sent.' : sent === 0 && identity.window?.left === 1 ? fitInOne(told, can) : fit(told, can)
  } catch (error) {
    return `It cannot be put into the words of this channel (${error instanceof Error ? error.name : 'unknown'}).`
  }
}

async function ask({ files, log, text }: Ports, channel: Channel, row: OutboxRow, part: Part, more: boolean): Promise<Accepted | Failed> {
  const { conversation, identity } = row
  const language = languageOf(row)
  const sending: Sending = { bytes: files.read, ref: refOf(row), language, by: row.origin, more, text: (key) => text(key, language) }
  try {
    return await channel.send(identity, part, sending)
  } catch (error) {
    log.error({ conversation, channel: channel.name, error: error instanceof Error ? error.name : 'unknown' }, 'a channel threw while sending')
    return { kind: 'ambiguous', explain: 'The channel stopped in the middle of sending.' }
  }
}

/** Parts of a row have numbers below this; above it is the round. */
const ROUND = 1000

/** The row, and its round and part: what a receipt is of. */
const refOf = ({ id, sent, round }: OutboxRow): string => `${id}.${Math.min(round, 9) * ROUND + sent}`

/** null: no name that the desk gave. */
export function partOf(ref: string): SentPart | null {
  const [, row, rest] = /^(\d{1,15})\.(\d{1,4})$/.exec(ref) ?? []
  return row === undefined ? null : { row: Number(row), part: Number(rest) % ROUND, round: Math.floor(Number(rest) / ROUND) }
}

function resultOf(row: OutboxRow, answer: Accepted | Failed, at: string, more: boolean, paused: string | null): SendResult {
  switch (answer.kind) {
    case 'accepted': return { kind: 'accepted', at, externalId: answer.externalId, more, movedTo: answer.movedTo ?? null, spends: !answer.free }
    case 'retry': return retry(row, at, answer.retryAt, answer.explain)
    case 'away':
    case 'pause': return { kind: 'retry', at: paused ?? at, explain: answer.explain, counts: false }
    case 'ambiguous': return { kind: 'ambiguous', at, explain: answer.explain, more, spends: true }
    default: return { kind: 'failed', at, explain: answer.explain }
  }
}

/** A provider that names its own time is not failing. */
function retry({ attempts }: OutboxRow, at: string, retryAt: string | null, explain: string): SendResult {
  if (retryAt !== null) return { kind: 'retry', at: retryAt, explain, counts: false }
  return attempts + 1 >= TRIES ? { kind: 'failed', at, explain } : { kind: 'retry', at: later(at, wait(attempts)), explain, counts: true }
}

function toldOf({ kind, body, data }: StoredEntry): Told | null {
  if (body === null) return null
  if (kind === 'assistant') return { kind: 'said', rendered: (body.rendered as SaidBody).rendered }
  if (kind === 'operator') return { kind: 'replied', text: body.text, files: (body.rendered as { files?: readonly FileRef[] } | null)?.files ?? [] }
  return isServedFile(data) ? { kind: 'file', file: (body.rendered as Extract<TurnEvent, { kind: 'served-file' }>).file } : null
}
