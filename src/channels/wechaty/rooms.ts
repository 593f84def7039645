import type { Inlet } from '../channel.ts'
import type { Bot, Heard } from './bot.ts'

/** Rooms that are remembered as told. */
const MOST = 500

/** What concerns one person is not for others to read: who names the desk in a room is told so, once a room. Nothing else is ever said there. */
export function createRooms(): (bot: Bot, room: NonNullable<Heard['room']>, inlet: Inlet) => Promise<void> {
  const told = new Set<string>()
  return async (bot, { id, mentionsUs }, { text, log }) => {
    if (told.has(id) || !(await mentionsUs())) return
    if (told.size >= MOST) told.clear()
    told.add(id)
    await bot.sendText(id, text('common:group', 'zh')).catch(() => log.warn({ channel: 'wechaty' }, 'a room could not be told to write in private'))
  }
}
