import type { Request } from 'express'
import { OpenDoor, type Session } from '../contract/chat.ts'
import { doorOf } from '../../switchboard/doors.ts'
import type { WebPorts } from '../ports.ts'
import { Refusal } from '../problem.ts'
import { hashOf } from './session.ts'

/** She confirms that she goes on here: the link is good for this once, and nothing earlier is shown. */
export async function openDoor(ports: WebPorts, request: Request): Promise<Session> {
  const { token, language } = OpenDoor.parse(request.body)
  const { store, clock } = ports
  const conversation = await store.takeDoor(hashOf(token), clock.now())
  const brought = conversation === null ? null : await store.load(conversation)
  if (brought === null) throw new Refusal(410, 'door-closed', ports.words.text('common:private-page.closed', {}, language))
  const isOver = brought.conversation.closedAt !== null
  const desk = ports.desk().id
  try {
    const received = await ports.receive.incoming({
      from: { channel: 'web-chat', account: desk, address: ports.newId() }, desk, joins: brought.conversation.id, externalId: null,
      content: isOver ? { kind: 'opened', language: brought.conversation.language, flow: null } : { kind: 'moved' },
    })
    if (received.kind !== 'committed') throw new Refusal(409, 'duplicate', 'Please try again.')
    const fresh = ports.newToken()
    await store.addSession(hashOf(fresh), received.identity, clock.now(), received.before)
    return { token: fresh, cursor: received.before }
  } catch (error) {
    // What could not be kept must not cost her the link.
    await store.addDoor(doorOf(hashOf(token), brought.conversation.id, clock.now())).catch(() => {})
    throw error
  }
}
