import type { Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { Inlet } from '../channel.ts'
import type { Groups } from './groups.ts'
import { type Parsed, parseUpdate } from './parse.ts'

/** The kinds of update that the desk asks for; a kind that is not listed is never sent. */
export const WANTED: readonly ('message' | 'edited_message' | 'callback_query' | 'my_chat_member')[] = ['message', 'edited_message', 'callback_query', 'my_chat_member']

export type Handle = (update: unknown, inlet: Inlet) => Promise<void>

/** Takes one update to its commit. Throws when it could not be kept; what cannot be read is counted in the log and dropped, or it would come again for a day. */
export const createHandle = (telegram: Telegram, account: string, groups: Groups): Handle => async (update, inlet) => {
  const parsed = safely(update, account, inlet)
  if (parsed.kind === 'group') groups.decline(parsed.chat, parsed.language, inlet)
  if (parsed.kind !== 'inbound') return
  for (const message of parsed.messages) await inlet.receive(message)
  // The button stops turning, and says what was chosen; late or twice it is refused, which matters to nobody.
  if (parsed.tap) void telegram.callApi('answerCallbackQuery', { callback_query_id: parsed.tap.id, text: parsed.tap.label.slice(0, 200) }).catch(() => {})
}

function safely(update: unknown, account: string, inlet: Inlet): Parsed {
  try {
    return parseUpdate(update as Update, account, inlet)
  } catch (error) {
    inlet.log.error({ channel: 'telegram', error: error instanceof Error ? error.name : 'unknown' }, 'an update could not be read')
    return { kind: 'nothing' }
  }
}
