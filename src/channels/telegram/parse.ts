import type { Message, Update } from 'telegraf/types'
import { cleanName } from '../../core/text.ts'
import type { FileRef } from '../../core/input.ts'
import type { Address } from '../../core/ids.ts'
import { readButtonId } from '../button.ts'
import type { Incoming, Inlet } from '../channel.ts'
import { typed } from '../typed.ts'

/** What an update means to the desk. A group is declined; what nobody said to us (a channel's post, a reaction) is nothing. */
export type Parsed =
  | { readonly kind: 'inbound'; readonly messages: readonly Incoming[]; /** The tap that waits for its answer. */ readonly tap: { readonly id: string; readonly label: string } | null }
  | { readonly kind: 'group'; readonly chat: number; readonly language: string | null }
  | { readonly kind: 'nothing' }

type Desk = Pick<Inlet, 'newId' | 'refuses'>

/** Reads one update. Ids are stable across deliveries: the same message is the same turn, however often and under whatever update it comes. */
export function parseUpdate(update: Update, account: string, desk: Desk): Parsed {
  if ('message' in update) return onMessage(update.message, account, desk)
  if ('edited_message' in update) return onEdited(update.edited_message, account)
  if ('callback_query' in update) return onTap(update.callback_query, account)
  if ('my_chat_member' in update) return onMembership(update.my_chat_member, update.update_id, account)
  return { kind: 'nothing' }
}

type Chat = { readonly id: number; readonly type: string }

const addressOf = (chat: Chat, account: string): Address => ({ channel: 'telegram', account, address: String(chat.id) })
const keyOf = (chat: Chat, message: number): string => `${chat.id}:${message}`
const isGroup = ({ type }: Chat): boolean => type === 'group' || type === 'supergroup'
const one = (message: Incoming): Parsed => ({ kind: 'inbound', messages: [message], tap: null })

function onMessage(message: Message, account: string, desk: Desk): Parsed {
  const { chat, from } = message
  if (isGroup(chat)) return isForUs(message) ? { kind: 'group', chat: chat.id, language: from?.language_code ?? null } : { kind: 'nothing' }
  if (chat.type !== 'private') return { kind: 'nothing' }
  const base = { from: addressOf(chat, account), externalId: keyOf(chat, message.message_id) }
  const what = contentOf(message, desk)
  if (what === null) return { kind: 'nothing' }
  const caption = 'caption' in message && message.caption ? [{ ...base, externalId: `${base.externalId}:caption`, content: { kind: 'wrote' as const, text: message.caption } }] : []
  return { kind: 'inbound', messages: [{ ...base, ...what }, ...caption], tap: null }
}

/** In a group only what is plainly meant for the desk is answered: a command, a mention, being added. */
function isForUs(message: Message): boolean {
  if ('new_chat_members' in message) return message.new_chat_members.some((member) => member.is_bot)
  if ('group_chat_created' in message || 'supergroup_chat_created' in message) return true
  return 'entities' in message && (message.entities ?? []).some((e) => e.type === 'bot_command' || e.type === 'mention')
}

type What = Pick<Incoming, 'content' | 'source'>

function contentOf(message: Message, desk: Desk): What | null {
  if ('text' in message) return { content: typed(message.text) }
  if ('photo' in message) {
    const photo = message.photo.at(-1)
    return photo ? fileOf(desk, photo, { name: 'photo.jpg', mime: 'image/jpeg' }, message.media_group_id) : null
  }
  if ('animation' in message) return unsupported('animation')
  if ('document' in message) return fileOf(desk, message.document, { name: message.document.file_name ?? 'file', mime: message.document.mime_type ?? 'application/octet-stream' }, message.media_group_id)
  if ('voice' in message) return fileOf(desk, message.voice, { name: 'voice.ogg', mime: message.voice.mime_type ?? 'audio/ogg' })
  if ('audio' in message) return fileOf(desk, message.audio, { name: message.audio.file_name ?? 'audio', mime: message.audio.mime_type ?? 'audio/mpeg' }, message.media_group_id)
  if ('venue' in message) return located(message.venue.location)
  if ('location' in message) return located(message.location)
  if ('contact' in message) return message.contact.user_id !== undefined && message.contact.user_id === message.from?.id ? { content: { kind: 'wrote', text: international(message.contact.phone_number) } } : unsupported('contact')
  return isService(message) ? null : unsupported('other')
}

const located = ({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): What => ({ content: { kind: 'located', latitude, longitude } })
const unsupported = (what: string): What => ({ content: { kind: 'unsupported', what } })
const international = (phone: string): string => (phone.startsWith('+') ? phone : `+${phone}`)

type RemoteFile = { readonly file_id: string; readonly file_size?: number }

function fileOf(desk: Desk, { file_id, file_size = 0 }: RemoteFile, { name, mime }: Pick<FileRef, 'name' | 'mime'>, album?: string): What {
  const refused = desk.refuses(mime, file_size)
  if (refused !== null) return unsupported(refused)
  return { content: { kind: 'sent-file', file: { id: desk.newId(), name: cleanName(name), mime, bytes: file_size }, album: album ?? null }, source: file_id }
}

/** Told by the platform about the chat itself, said by nobody. */
const SERVICE = ['pinned_message', 'message_auto_delete_timer_changed', 'chat_background_set', 'write_access_allowed', 'migrate_to_chat_id', 'migrate_from_chat_id', 'new_chat_title', 'new_chat_photo', 'delete_chat_photo', 'connected_website', 'users_shared', 'chat_shared', 'boost_added', 'video_chat_scheduled', 'video_chat_started', 'video_chat_ended']
const isService = (message: Message): boolean => SERVICE.some((kind) => kind in message)

type Edited = Extract<Update, { edited_message: unknown }>['edited_message']

function onEdited(message: Edited, account: string): Parsed {
  if (message.chat.type !== 'private') return { kind: 'nothing' }
  const original = keyOf(message.chat, message.message_id)
  const base = { from: addressOf(message.chat, account), externalId: `${original}:edit:${message.edit_date}` }
  if ('text' in message) return one({ ...base, content: { kind: 'edited', text: message.text }, edits: original })
  if ('caption' in message && message.caption) return one({ ...base, content: { kind: 'edited', text: message.caption }, edits: `${original}:caption` })
  return { kind: 'nothing' }
}

type Tap = Extract<Update, { callback_query: unknown }>['callback_query']

/** The data comes back from her phone, so it is only a guess at a menu and an option: core knows which are open. */
function onTap(query: Tap, account: string): Parsed {
  if (!('data' in query) || typeof query.data !== 'string' || query.message === undefined || query.message.chat.type !== 'private') return { kind: 'nothing' }
  const label = labelOf(query) ?? ''
  return {
    kind: 'inbound', tap: { id: query.id, label },
    messages: [{
      from: addressOf(query.message.chat, account), externalId: `tap:${query.id}`, ...(label === '' ? {} : { label }),
      content: { kind: 'picked', ...readButtonId(query.data) },
    }],
  }
}

function labelOf(query: Extract<Tap, { data: string }>): string | null {
  const keyboard = query.message && 'reply_markup' in query.message ? query.message.reply_markup?.inline_keyboard.flat() : undefined
  return keyboard?.find((button) => 'callback_data' in button && button.callback_data === query.data)?.text ?? null
}

type Membership = Extract<Update, { my_chat_member: unknown }>['my_chat_member']

function onMembership({ chat, from, new_chat_member: now }: Membership, update: number, account: string): Parsed {
  const isIn = now.status === 'member' || now.status === 'administrator'
  if (isGroup(chat)) return isIn ? { kind: 'group', chat: chat.id, language: from.language_code ?? null } : { kind: 'nothing' }
  if (chat.type !== 'private' || (!isIn && now.status !== 'kicked')) return { kind: 'nothing' }
  return one({ from: addressOf(chat, account), externalId: `membership:${update}`, content: { kind: 'reachability', reachable: isIn } })
}
