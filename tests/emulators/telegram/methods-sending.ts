import { chatJson, type Kept } from './chats.ts'
import { bad } from './errors.ts'
import { isJson, type Json } from './json.ts'
import { checkCaption, checkText, LIMITS } from './limits.ts'
import { type MediaKind, mediaJson, takeFile } from './media.ts'
import { captionContent, findChat, readFormatted, readMarkup, readPlace, recipient, textContent } from './outgoing.ts'
import { type Params, paramsOf } from './params.ts'
import type { World } from './world.ts'

export type Method = (p: Params, world: World) => unknown

const ACTIONS = ['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice', 'upload_document', 'choose_sticker', 'find_location', 'record_video_note', 'upload_video_note']

function sendMessage(p: Params, world: World): Json {
  if (!p.has('text')) throw bad('message text is empty')
  const said = readFormatted(p, 'text')
  const chat = recipient(world, p)
  checkText(said)
  const { inline } = readMarkup(p)
  return world.tell(chat, { content: textContent(said), html: said.html, keyboard: inline, ...readPlace(chat, p) }).json
}

const sendMedia = (kind: MediaKind): Method => (p, world) => {
  const caption = readFormatted(p, 'caption')
  const chat = recipient(world, p)
  checkCaption(caption)
  const { inline } = readMarkup(p)
  const place = readPlace(chat, p)
  const file = takeFile(world, p, kind, p.text(kind))
  return world.tell(chat, { content: { ...mediaJson(world, kind, file, p.int('duration') ?? 1), ...captionContent(caption) }, html: caption.html, file, keyboard: inline, ...place }).json
}

/** All or nothing: every item is checked before the first one is shown. */
function sendMediaGroup(p: Params, world: World): Json[] {
  const media = p.json('media', 'media')
  const chat = recipient(world, p)
  if (!Array.isArray(media)) throw bad('expected an Array of InputMedia')
  if (media.length < LIMITS.album.least) throw bad('too few messages to send as an album')
  if (media.length > LIMITS.album.most) throw bad('too many messages to send as an album')
  const place = readPlace(chat, p)
  const items = media.map((item: unknown) => albumItem(item, p, world))
  if (new Set(items.map(({ kind }) => kind)).size > 1) throw bad("document can't be mixed with other media types")
  const group = String(13_700_000_000_000_000n + BigInt(chat.lastId))
  return items.map(({ content, html, file }): Kept => world.tell(chat, { content: { media_group_id: group, ...content }, html, file, ...place })).map((kept) => kept.json)
}

function albumItem(item: unknown, p: Params, world: World) {
  if (!isJson(item) || (item.type !== 'photo' && item.type !== 'document')) throw bad("can't parse InputMedia: type of the media isn't supported")
  const kind: MediaKind = item.type
  const caption = readFormatted(paramsOf(item), 'caption')
  checkCaption(caption)
  const file = takeFile(world, p, kind, String(item.media ?? ''))
  return { kind, file, html: caption.html, content: { ...mediaJson(world, kind, file), ...captionContent(caption) } }
}

function sendChatAction(p: Params, world: World): true {
  const chat = recipient(world, p)
  if (!ACTIONS.includes(p.text('action'))) throw bad('wrong parameter action in request')
  chat.actions.push(p.text('action'))
  return true
}

const getChat: Method = (p, world) => chatJson(findChat(world, p))

export const sending: Readonly<Record<string, Method>> = {
  sendMessage, sendPhoto: sendMedia('photo'), sendDocument: sendMedia('document'), sendVoice: sendMedia('voice'), sendMediaGroup, sendChatAction, getChat,
}
