import type { Inlet } from '../channel.ts'
import type { Bot, Heard } from './bot.ts'

/** Rooms that are remembered as told. */
const MOST = 500

/** What concerns one person is not for others to read: who names the desk in a room is told so, once a room. Nothing else is ever said there. */
export function createRooms(): (bot: Bot, room: NonNullable<Heard['room']>, inlet: Inlet) => void {
  const told = new Set<string>()
  const tell = async (bot: Bot, { id, mentionsUs }: NonNullable<Heard['room']>, inlet: Inlet): Promise<void> => {
    if (!(await mentionsUs()) || told.has(id)) return
    if (told.size >= MOST) told.clear()
    told.add(id)
    await bot.sendText(id, inlet.text('common:group', 'zh'))
  }
  // Nobody who writes in private waits for a room.
  return (bot, room, inlet) => {
    if (!told.has(room.id)) void tell(bot, room, inlet).catch(() => inlet.log.warn({ channel: 'wechaty' }, 'a room could not be told to write in private'))
  }
}
