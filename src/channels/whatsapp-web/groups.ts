import type { Inlet } from '../channel.ts'
import type { Client, Heard } from './port.ts'

/** Groups that are remembered as told. */
const MOST = 500

/** What concerns one person is not for others to read: who names the desk in a group is told so, once a group. Nothing else is ever said there. */
export function createGroups(): (client: Client, heard: Heard, inlet: Inlet) => void {
  const told = new Set<string>()
  // Nobody who writes in private waits for a group.
  return (client, { chat, mentionsUs }, { text, log }) => {
    if (told.has(chat) || !mentionsUs) return
    if (told.size >= MOST) told.clear()
    told.add(chat)
    void client.sendText(chat, text('common:group', 'it')).catch(() => log.warn({ channel: 'whatsapp-web' }, 'a group could not be told to write in private'))
  }
}
