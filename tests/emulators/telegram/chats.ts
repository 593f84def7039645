import type { StoredFile } from './files.ts'
import type { Json } from './json.ts'
import type { InlineButton } from './limits.ts'
import { createScreen, type Screen, type Shown, shownButtons, shownFile } from './screen.ts'

export type Person = { readonly id: number; readonly is_bot: boolean; readonly first_name: string; readonly last_name?: string; readonly username?: string; readonly language_code?: string; readonly is_premium?: true }
/** How the bot stands in a chat; in a private one `kicked` is blocked. */
export type Standing = 'stranger' | 'member' | 'left' | 'kicked' | 'deactivated'
export type Kept = {
  readonly id: number
  readonly from: Person
  /** As the bot sees it. */
  json: Json
  html: string
  /** Every keyboard that it had, the present one last. */
  keyboards: (readonly (readonly InlineButton[])[])[]
  deleted: boolean
  readonly file: StoredFile | null
}
export type Chat = {
  readonly id: number
  readonly kind: 'private' | 'group' | 'supergroup'
  readonly title: string
  readonly person: Person | null
  readonly forum: boolean
  readonly instance: string
  readonly screen: Screen
  readonly topics: Set<number>
  readonly actions: string[]
  messages: Kept[]
  standing: Standing
  movedTo: number | null
  lastId: number
}

export const createChat = (about: Pick<Chat, 'id' | 'kind' | 'title' | 'person' | 'forum'>, patience: number): Chat => ({
  ...about, instance: String(3_000_000_000_000_000_000n + BigInt(Math.abs(about.id)) * 7919n), screen: createScreen(about.title, patience), topics: new Set(), actions: [], messages: [], standing: 'stranger', movedTo: null, lastId: 0,
})

export function chatJson({ id, kind, title, person, forum }: Chat): Json {
  if (person) return { id, first_name: person.first_name, ...(person.last_name && { last_name: person.last_name }), ...(person.username && { username: person.username }), type: 'private' }
  return { id, title, type: kind, ...(forum && { is_forum: true }), ...(kind === 'group' && { all_members_are_administrators: true }) }
}

export const keyboardOf = (kept: Kept): readonly (readonly InlineButton[])[] => kept.keyboards.at(-1) ?? []

const KINDS = ['text', 'photo', 'document', 'voice', 'video', 'sticker', 'location', 'contact', 'poll', 'audio']

export function shown(kept: Kept): Shown {
  const { json, file } = kept
  const kind = KINDS.find((name) => name in json) ?? 'other'
  const reply = json.reply_to_message as { message_id: number } | undefined
  return {
    who: kept.from.is_bot ? 'bot' : kept.from.first_name, id: kept.id, text: String(json.text ?? json.caption ?? ''), html: kept.html, buttons: shownButtons(keyboardOf(kept)), edited: 'edit_date' in json, kind,
    ...(file && ['document', 'photo', 'voice'].includes(kind) && { [kind]: shownFile(file) }),
    ...(json.media_group_id !== undefined && { album: String(json.media_group_id) }),
    ...(reply && { replyTo: reply.message_id }),
  }
}

export const onScreen = (chat: Chat): Shown[] => chat.messages.filter((kept) => !kept.deleted).map(shown)
