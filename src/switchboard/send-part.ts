import type { Accepted, Channel, Failed, Part, Told } from '../channels/channel.ts'
import { fit } from '../channels/fit.ts'
import type { TurnEvent } from '../core/event.ts'
import type { FileRef } from '../core/input.ts'
import type { OutboxRow, SaidBody, SendResult, StoredEntry } from '../store/store.ts'
import { later, TRIES, wait } from './backoff.ts'
import type { Pauses } from './pauses.ts'
import type { Ports } from './ports.ts'
import { isServedFile } from './record.ts'

export type Sent = { readonly result: SendResult; readonly unreachable: boolean }

/** Sends a row's next part, and says what became of it. Never throws: a row that cannot be sent must not silence those behind it. */
export async function sendPart(ports: Ports, pauses: Pauses, row: OutboxRow): Promise<Sent> {
  const { channels, clock } = ports
  const { identity } = row
  const until = pauses.until(identity)
  if (until !== null) return { result: { kind: 'retry', at: until, explain: 'The channel is paused.', counts: false }, unreachable: false }
  const channel = channels.get(identity.channel)
  const parts = channel ? partsOf(row, channel) : `The channel ${identity.channel} is not configured.`
  if (channel === undefined || typeof parts === 'string') return { result: { kind: 'failed', at: clock.now(), explain: String(parts) }, unreachable: false }
  const part = parts[row.sent]
  if (part === undefined) return { result: { kind: 'accepted', at: clock.now(), externalId: null, more: false, movedTo: null }, unreachable: false }
  const answer = await ask(ports, channel, row, part)
  if (answer.kind === 'pause' || answer.kind === 'away') pauses.begin(identity, answer)
  return { result: resultOf(row, answer, clock.now(), row.sent + 1 < parts.length, pauses.until(identity)), unreachable: answer.kind === 'unreachable' }
}

/** What it says as the channel carries it, or why it cannot be said. */
function partsOf({ entries }: OutboxRow, { can }: Channel): readonly Part[] | string {
  try {
    const told = entries.flatMap((entry) => toldOf(entry) ?? [])
    return told.length === 0 ? 'Its words were erased before it could be sent.' : fit(told, can)
  } catch (error) {
    return `It cannot be put into the words of this channel (${error instanceof Error ? error.name : 'unknown'}).`
  }
}

async function ask({ files, log }: Ports, channel: Channel, { conversation, identity }: OutboxRow, part: Part): Promise<Accepted | Failed> {
  try {
    return await channel.send(identity, part, files.read)
  } catch (error) {
    log.error({ conversation, channel: channel.name, error: error instanceof Error ? error.name : 'unknown' }, 'a channel threw while sending')
    return { kind: 'ambiguous', explain: 'The channel stopped in the middle of sending.' }
  }
}

function resultOf(row: OutboxRow, answer: Accepted | Failed, at: string, more: boolean, paused: string | null): SendResult {
  switch (answer.kind) {
    case 'accepted': return { kind: 'accepted', at, externalId: answer.externalId, more, movedTo: answer.movedTo ?? null }
    case 'retry': return retry(row, at, answer.retryAt, answer.explain)
    case 'away':
    case 'pause': return { kind: 'retry', at: paused ?? at, explain: answer.explain, counts: false }
    case 'ambiguous': return { kind: 'ambiguous', at, explain: answer.explain, more }
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
