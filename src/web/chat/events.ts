import type { Request, Response } from 'express'
import type { Identity } from '../../store/store.ts'
import type { Events } from '../contract/chat.ts'
import type { WebPorts } from '../ports.ts'
import { coalesced, openStream } from '../sse.ts'
import { chatMessages } from './messages.ts'
import { chatState } from './state.ts'

/** Entries that one look takes at most; the next look goes on from its cursor. */
const PAGE = 200

/** What came after a cursor, read from the store: a resume never skips and never repeats. */
export async function eventsAfter(ports: WebPorts, identity: Identity, after: number): Promise<Events> {
  const { latest } = await ports.store.find(identity, ports.desk().id)
  const operatorName = await operatorNames(ports)
  const entries = await ports.store.heard(identity.citizen, ports.desk().id, after, PAGE)
  return {
    messages: chatMessages(entries, { operator: operatorName, dir: (tag) => ports.words.languages.find((l) => l.tag === tag)?.dir ?? 'ltr' }),
    state: chatState(ports, latest, operatorName),
    cursor: entries.at(-1)?.seq ?? after,
  }
}

export async function operatorNames({ auth, desk }: WebPorts): Promise<(id: string) => string> {
  const all = await auth.operators()
  return (id) => all.find((o) => o.id === id)?.name ?? desk().name
}

export function streamEvents(ports: WebPorts, identity: Identity, from: number, request: Request, response: Response): void {
  let cursor = from
  let told = ''
  const stream = openStream(response, () => unsubscribe())
  const look = coalesced(async () => {
    try {
      for (let more = true; more; ) {
        const { messages, state, cursor: next } = await eventsAfter(ports, identity, cursor)
        for (const message of messages) stream.send('message', message, message.seq)
        if (JSON.stringify(state) !== told) stream.send('state', state, next)
        told = JSON.stringify(state)
        more = next - cursor >= PAGE
        cursor = next
      }
    } catch (error) {
      ports.log.error({ path: request.path, error: String(error).slice(0, 200) }, 'a stream stopped')
      response.end()
    }
  })
  const unsubscribe = ports.live.subscribe(look.poke, identity.address)
  look.poke()
}

