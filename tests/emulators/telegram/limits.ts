import type { Formatted } from './entities.ts'
import { bad } from './errors.ts'
import { isJson, type Json } from './json.ts'

export const LIMITS = {
  text: 4096, caption: 1024, callbackData: 64, buttons: 100, buttonsInRow: 8, toast: 200,
  download: 20 * 1024 * 1024, upload: 50 * 1024 * 1024, photo: 10 * 1024 * 1024, photoSides: 10_000, photoRatio: 20, album: { least: 2, most: 10 },
} as const

export function checkText({ text }: Formatted): void {
  if (text === '') throw bad('text must be non-empty')
  if (text.length > LIMITS.text) throw bad('message is too long')
}

export function checkCaption({ text }: Formatted): void {
  if (text.length > LIMITS.caption) throw bad('message caption is too long')
}

export type InlineButton = { readonly text: string; readonly callback_data?: string; readonly url?: string }

export function checkInlineKeyboard(rows: unknown): InlineButton[][] {
  if (!Array.isArray(rows)) throw bad('object expected as reply markup')
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw bad("can't parse inline keyboard: an Array of Arrays is expected")
    if (row.length > LIMITS.buttonsInRow) throw bad('reply markup is too long')
    return row.map(checkButton)
  })
  if (keyboard.flat().length > LIMITS.buttons) throw bad('reply markup is too long')
  return keyboard.filter((row) => row.length > 0)
}

function checkButton(button: unknown): InlineButton {
  if (!isJson(button) || typeof button.text !== 'string') throw bad('can\'t parse inline keyboard button: Field "text" must be of type String')
  if (button.text.trim() === '') throw bad('inline keyboard button text must be non-empty')
  if (typeof button.callback_data === 'string') return checkData(button, button.callback_data)
  if (typeof button.url === 'string') return checkUrl(button, button.url)
  const other = ['web_app', 'login_url', 'switch_inline_query', 'switch_inline_query_current_chat', 'copy_text', 'pay'].some((action) => action in button)
  if (!other) throw bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  return { ...button, text: button.text }
}

function checkData(button: Json, data: string): InlineButton {
  const bytes = Buffer.byteLength(data)
  if (bytes < 1 || bytes > LIMITS.callbackData) throw bad('BUTTON_DATA_INVALID')
  return { ...button, text: String(button.text), callback_data: data }
}

function checkUrl(button: Json, url: string): InlineButton {
  if (!/^(https?|tg):\/\/\S+|^(mailto|tel):\S+/.test(url)) throw bad(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`)
  return { ...button, text: String(button.text), url }
}
