import type { Inlet } from './channel.ts'
import { Late } from './within.ts'

/** A chat of several people. `tell`: says something there; rejects when it was not said. */
export type Room = { readonly id: string; readonly mentionsUs: () => Promise<boolean>; readonly tell: (words: string) => Promise<unknown> }

/** Rooms that are remembered as told. */
const MOST = 500

/** What concerns one person is not for others to read: who names the desk in a room is told so, once a room. Nothing else is ever said there. */
export function createRooms(channel: string, language: string, { text, log }: Pick<Inlet, 'text' | 'log'>): (room: Room) => void {
  const told = new Set<string>()
  const decline = async ({ id, mentionsUs, tell }: Room): Promise<void> => {
    if (!(await mentionsUs()) || told.has(id)) return
    if (told.size >= MOST) told.clear()
    told.add(id)
    await tell(text('common:group', language)).catch((error: unknown) => {
      // What was only not confirmed may stand there.
      if (!(error instanceof Late)) told.delete(id)
      throw error
    })
  }
  // Nobody who writes in private waits for a room.
  return (room) => {
    if (!told.has(room.id)) void decline(room).catch(() => log.warn({ channel }, 'a room could not be told to write in private'))
  }
}
