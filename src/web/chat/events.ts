import type { Request, Response } from 'express'
import type { Identity } from '../../store/store.ts'
import type { Events } from '../contract/chat.ts'
import type { WebPorts } from '../ports.ts'
import { isElsewhere } from '../../switchboard/receive.ts'
import { coalesced, openStream } from '../sse.ts'
import { chatMessages } from './messages.ts'
import { chatState } from './state.ts'

/** Entries that one look takes at most; the next look goes on from its cursor. */
const PAGE = 200

/** What came after a cursor, read from the store: a resume never skips and never repeats. null: the address is another citizen's now, and what may be seen in it must be asked anew. */
export async function eventsAfter(ports: WebPorts, identity: Identity, after: number): Promise<Events | null> {
  const { identity: now, latest } = await ports.store.find(identity, ports.desk().id)
  if (now?.citizen !== identity.citizen) return null
  const operatorName = await operatorNames(ports)
  const entries = await ports.store.heard(identity, ports.desk().id, after, PAGE)
  return {
    messages: chatMessages(entries, { operator: operatorName, dir: (tag) => ports.words.languages.find((l) => l.tag === tag)?.dir ?? 'ltr' }),
    state: chatState(ports, latest && isElsewhere(now, latest) ? null : latest, operatorName),
    cursor: entries.at(-1)?.seq ?? after,
  }
}

export async function operatorNames({ auth, desk }: WebPorts): Promise<(id: string) => string> {
  const all = await auth.operators()
  return (id) => all.find((o) => o.id === id)?.name ?? desk().name
}

/** Her pages, each with a stream: more than so many are a loop, and the oldest gives way. */
const STREAMS = 5

export type Streams = Map<string, Set<() => void>>

export function streamEvents(ports: WebPorts, open: Streams, identity: Identity, from: number, request: Request, response: Response): void {
  let cursor = from
  let told = ''
  const hers = open.get(identity.id) ?? new Set()
  const stream = openStream(response, () => {
    unsubscribe()
    hers.delete(stream.end)
    if (hers.size === 0) open.delete(identity.id)
  })
  open.set(identity.id, hers.add(stream.end))
  if (hers.size > STREAMS) [...hers][0]?.()
  const look = coalesced(async () => {
    try {
      for (let more = true; more; ) {
        const events = await eventsAfter(ports, identity, cursor)
        if (events === null) return stream.end()
        const { messages, state, cursor: next } = events
        for (const message of messages) stream.send('message', message, message.seq)
        if (JSON.stringify(state) !== told) stream.send('state', state, next)
        told = JSON.stringify(state)
        more = next - cursor >= PAGE
        cursor = next
      }
    } catch (error) {
      ports.log.error({ path: request.path, error: String(error).slice(0, 200) }, 'a stream stopped')
      stream.end()
    }
  })
  const unsubscribe = ports.live.subscribe(look.poke, identity.citizen)
  look.poke()
}

