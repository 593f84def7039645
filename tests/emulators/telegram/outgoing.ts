import type { Chat } from './chats.ts'
import { type Entity, type Formatted, findEntities, tidy } from './entities.ts'
import { bad, forbidden } from './errors.ts'
import { parseHtml } from './html.ts'
import { isJson, type Json } from './json.ts'
import { checkInlineKeyboard, type InlineButton } from './limits.ts'
import type { Params } from './params.ts'
import type { World } from './world.ts'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The words of a call, with its marks read. */
export function readFormatted(p: Params, field: 'text' | 'caption'): Formatted & { readonly html: string } {
  const source = p.text(field)
  const mode = p.text('parse_mode').toLowerCase()
  const given = p.json(field === 'text' ? 'entities' : 'caption_entities', 'entities')
  if (mode === 'html') return { ...tidy(parseHtml(source)), html: source }
  if (mode) throw bad('unsupported parse_mode')
  return { ...tidy({ text: source, entities: Array.isArray(given) ? (given as Entity[]) : findEntities(source) }), html: escaped(source) }
}

export const textContent = ({ text, entities }: Formatted): Json => ({ text, ...(entities.length > 0 && { entities }) })
export const captionContent = ({ text, entities }: Formatted): Json => ({ ...(text && { caption: text }), ...(entities.length > 0 && { caption_entities: entities }) })

export function findChat(world: World, p: Params): Chat {
  if (!p.has('chat_id')) throw bad('chat_id is empty')
  const chat = world.chats.get(p.int('chat_id') ?? 0)
  if (!chat) throw bad('chat not found')
  if (chat.movedTo !== null) throw bad('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.movedTo })
  return chat
}

/** A chat to which the bot may write. */
export function recipient(world: World, p: Params): Chat {
  const chat = findChat(world, p)
  if (chat.standing === 'member') return chat
  if (chat.standing === 'deactivated') throw forbidden('user is deactivated')
  if (chat.kind === 'private') throw forbidden(chat.standing === 'kicked' ? 'bot was blocked by the user' : "bot can't initiate conversation with a user")
  throw forbidden(chat.standing === 'kicked' ? `bot was kicked from the ${chat.kind} chat` : `bot is not a member of the ${chat.kind} chat`)
}

export type Markup = { readonly inline: InlineButton[][]; readonly reply: string[][] | null }

export function readMarkup(p: Params): Markup {
  const markup = p.json('reply_markup', 'reply keyboard markup')
  if (markup === undefined || markup === null) return { inline: [], reply: null }
  if (!isJson(markup)) throw bad('object expected as reply markup')
  if ('inline_keyboard' in markup) return { inline: checkInlineKeyboard(markup.inline_keyboard), reply: null }
  if (markup.remove_keyboard === true) return { inline: [], reply: [] }
  return { inline: [], reply: Array.isArray(markup.keyboard) ? markup.keyboard.map((row: unknown) => (Array.isArray(row) ? row.map((key: unknown) => (isJson(key) ? String(key.text) : String(key))) : [])) : null }
}

/** To which message it answers, and in which topic. */
export function readPlace(chat: Chat, p: Params): { replyTo: number | undefined; topic: number | undefined } {
  const parameters = p.json('reply_parameters', 'reply parameters')
  const wanted = isJson(parameters) ? parameters : { message_id: p.int('reply_to_message_id') ?? undefined, allow_sending_without_reply: p.flag('allow_sending_without_reply') }
  const replyTo = wanted.message_id === undefined ? undefined : Number(wanted.message_id)
  const exists = chat.messages.some((kept) => kept.id === replyTo && !kept.deleted)
  if (replyTo !== undefined && !exists && wanted.allow_sending_without_reply !== true) throw bad('message to be replied not found')
  const topic = p.int('message_thread_id') ?? undefined
  if (topic !== undefined && !chat.topics.has(topic)) throw bad('message thread not found')
  return { replyTo, topic }
}
