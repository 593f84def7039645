import { type Chat, chatJson, createChat, type Kept, type Person, shown, type Standing } from './chats.ts'
import type { Files, StoredFile } from './files.ts'
import type { Json } from './json.ts'
import type { InlineButton } from './limits.ts'
import type { Queue } from './queue.ts'

export type Toast = { readonly text: string; readonly alert: boolean; readonly url?: string }
export type Query = { readonly at: number; expired: boolean; readonly answered: (toast: Toast) => void }
export type Bot = Person & { readonly username: string }
export type WorldOptions = { readonly bot: Bot; readonly files: Files; readonly queue: Queue; readonly now: () => number; readonly patience: number; readonly privacy: boolean; readonly callbackWindowMs: number }
export type Emitted = { readonly update: Json; readonly line: string }
type NewMessage = { readonly from: Person; readonly content: Json; readonly html?: string; readonly file?: StoredFile | null; readonly keyboard?: readonly (readonly InlineButton[])[]; readonly replyTo?: number | undefined; readonly topic?: number | undefined }

export type World = ReturnType<typeof createWorld>

/** Who is there, what was said, and what the bot is told of it. */
export function createWorld(options: WorldOptions) {
  const { bot, queue, now, patience } = options
  const chats = new Map<number, Chat>()
  const queries = new Map<string, Query>()
  let people = 0
  let groups = 0
  let taps = 0
  const seconds = (): number => Math.floor(now() / 1000)

  function emit(kind: string, body: Json, line: string): Emitted | null {
    const update = queue.push(kind, body, line)
    return update && { update, line }
  }
  /** A message appears in a chat; nobody is told yet. */
  function put(chat: Chat, { from, content, html = '', file = null, keyboard = [], replyTo, topic }: NewMessage): Kept {
    chat.lastId += 1
    const reply = chat.messages.find((kept) => kept.id === replyTo && !kept.deleted)
    const { reply_to_message: _, ...replied } = reply?.json ?? {}
    const json: Json = {
      message_id: chat.lastId, from, chat: chatJson(chat), date: seconds(),
      ...(topic !== undefined && { message_thread_id: topic, is_topic_message: true }),
      ...(reply && { reply_to_message: replied }),
      ...content,
      ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    }
    const kept: Kept = { id: chat.lastId, from, json, html, keyboards: [keyboard], deleted: false, file }
    chat.messages.push(kept)
    return kept
  }
  return {
    ...options, chats, queries, emit, put, seconds,
    addPrivate(about: Omit<Person, 'id' | 'is_bot'>): Chat {
      people += 1
      const person: Person = { id: 6_912_345_670 + people * 13, is_bot: false, ...about }
      const chat = createChat({ id: person.id, kind: 'private', title: person.first_name, person, forum: false }, patience)
      chats.set(chat.id, chat)
      return chat
    },
    addGroup(title: string, kind: 'group' | 'supergroup', forum: boolean): Chat {
      groups += 1
      const id = kind === 'group' ? -5_012_345_670 - groups * 17 : -1_002_212_345_670 - groups * 17
      const chat = createChat({ id, kind, title, person: null, forum }, patience)
      chats.set(id, chat)
      return chat
    },
    tell(chat: Chat, message: Omit<NewMessage, 'from'>): Kept {
      const kept = put(chat, { from: bot, ...message })
      chat.screen.show(shown(kept))
      return kept
    },
    hear(chat: Chat, from: Person, message: Omit<NewMessage, 'from'>, visible = true): { kept: Kept; emitted: Emitted | null } {
      const kept = put(chat, { from, ...message })
      return { kept, emitted: visible && chat.standing === 'member' ? emit('message', kept.json, `messages of ${chat.id}`) : null }
    },
    /** `my_chat_member`: what became of the bot in a chat. */
    stand(chat: Chat, by: Person, standing: Standing): Emitted | null {
      const member = (status: Standing): Json => ({ user: bot, status: status === 'stranger' ? 'left' : status, ...(status === 'kicked' && { until_date: 0 }) })
      const before = chat.standing
      chat.standing = standing
      return emit('my_chat_member', { chat: chatJson(chat), from: by, date: seconds(), old_chat_member: member(before), new_chat_member: member(standing) }, `standing in ${chat.id}`)
    },
    tap(chat: Chat, from: Person, kept: Kept, data: string, inaccessible: boolean, answered: (toast: Toast) => void): Emitted | null {
      taps += 1
      const id = String(BigInt(from.id) * 4_294_967_296n + BigInt(taps))
      queries.set(id, { at: now(), expired: false, answered })
      const message = inaccessible || kept.deleted ? { chat: chatJson(chat), message_id: kept.id, date: 0 } : kept.json
      return emit('callback_query', { id, from, message, chat_instance: chat.instance, data }, `taps of ${from.id}`)
    },
    expireQueries(): void {
      for (const query of queries.values()) query.expired = true
    },
  }
}
