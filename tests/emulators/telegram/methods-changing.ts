import { isDeepStrictEqual } from 'node:util'
import { type Chat, type Kept, keyboardOf, shown } from './chats.ts'
import type { Formatted } from './entities.ts'
import { bad } from './errors.ts'
import type { Json } from './json.ts'
import { checkText, type InlineButton, LIMITS } from './limits.ts'
import type { Method } from './methods-sending.ts'
import { findChat, readFormatted, readMarkup, recipient, textContent } from './outgoing.ts'
import type { Params } from './params.ts'
import type { World } from './world.ts'

const NOT_MODIFIED = 'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const TWO_DAYS = 48 * 3600

const findMessage = (chat: Chat, p: Params): Kept | undefined => chat.messages.find((kept) => kept.id === p.int('message_id') && !kept.deleted)

function ownMessage(chat: Chat, p: Params): Kept {
  const kept = findMessage(chat, p)
  if (!kept) throw bad('message to edit not found')
  if (!kept.from.is_bot) throw bad("message can't be edited")
  return kept
}

function change(world: World, kept: Kept, said: Formatted | null, keyboard: InlineButton[][]): Json {
  const sameWords = said === null || (kept.json.text === said.text && isDeepStrictEqual(kept.json.entities ?? [], said.entities))
  if (sameWords && isDeepStrictEqual(keyboardOf(kept), keyboard)) throw bad(NOT_MODIFIED)
  const { reply_markup: _, ...rest } = kept.json
  if (said) delete rest.entities
  kept.json = { ...rest, ...(said && textContent(said)), edit_date: world.seconds(), ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }) }
  kept.keyboards.push(keyboard)
  return kept.json
}

function editMessageText(p: Params, world: World): Json {
  if (!p.has('text')) throw bad('message text is empty')
  const said = readFormatted(p, 'text')
  const chat = recipient(world, p)
  const kept = ownMessage(chat, p)
  if (!('text' in kept.json)) throw bad('there is no text in the message to edit')
  checkText(said)
  const json = change(world, kept, said, readMarkup(p).inline)
  kept.html = said.html
  chat.screen.show(shown(kept))
  return json
}

function editMessageReplyMarkup(p: Params, world: World): Json {
  const chat = recipient(world, p)
  const kept = ownMessage(chat, p)
  const json = change(world, kept, null, readMarkup(p).inline)
  chat.screen.changed.ring()
  return json
}

function deleteMessage(p: Params, world: World): true {
  const chat = findChat(world, p)
  const kept = findMessage(chat, p)
  if (!kept) throw bad('message to delete not found')
  const tooOld = world.seconds() - Number(kept.json.date) > TWO_DAYS
  if (tooOld || (!kept.from.is_bot && chat.kind !== 'private')) throw bad("message can't be deleted for everyone")
  kept.deleted = true
  chat.screen.changed.ring()
  return true
}

function answerCallbackQuery(p: Params, world: World): true {
  const query = world.queries.get(p.text('callback_query_id'))
  if (!query || query.expired || world.now() - query.at > world.callbackWindowMs) throw bad('query is too old and response timeout expired or query ID is invalid')
  if (p.text('text').length > LIMITS.toast) throw bad('MESSAGE_TOO_LONG')
  query.answered({ text: p.text('text'), alert: p.flag('show_alert'), ...(p.has('url') && { url: p.text('url') }) })
  return true
}

function leaveChat(p: Params, world: World): true {
  const chat = findChat(world, p)
  if (chat.kind === 'private') throw bad("chat member status can't be changed in private chats")
  if (chat.standing !== 'member') throw recipientRefusal(world, p)
  world.stand(chat, world.bot, 'left')
  chat.screen.changed.ring()
  return true
}

function recipientRefusal(world: World, p: Params): unknown {
  try {
    return recipient(world, p)
  } catch (refusal) {
    return refusal
  }
}

export const changing: Readonly<Record<string, Method>> = { editMessageText, editMessageReplyMarkup, deleteMessage, answerCallbackQuery, leaveChat }
