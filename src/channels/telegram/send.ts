import type { InlineKeyboardButton } from 'telegraf/types'
import { type Telegram, TelegramError } from 'telegraf'
import type { FileId } from '../../core/ids.ts'
import type { Accepted, Button, Failed, Part } from '../channel.ts'
import { failedFrom } from './errors.ts'

/** How many times longer a file may take than a text. */
const UPLOAD = 3

export type Sender = {
  readonly telegram: Telegram
  /** Milliseconds that one call may take; the library's own limit is eight minutes. */
  readonly patience: number
  readonly read: (file: FileId) => Promise<Buffer>
  readonly now: () => number
}

/** Sends one part. Tries again at once only where Telegram itself says how: another chat id, plain text for markup that it cannot read. */
export async function sendPart(sender: Sender, chat: string, part: Part): Promise<Accepted | Failed> {
  const bytes = part.kind === 'file' ? await sender.read(part.file.id).catch(() => null) : null
  if (part.kind === 'file' && bytes === null) return { kind: 'permanent', explain: 'The file is not here any more.' }
  const post: Post = (to, what) => (what.kind === 'text' ? postText(sender, to, what) : postFile(sender, to, what, bytes as Buffer))
  const { error, accepted } = await attempt(post, chat, part)
  if (accepted) return accepted
  const moved = error instanceof TelegramError ? error.parameters?.migrate_to_chat_id : undefined
  if (moved !== undefined) {
    const second = await attempt(post, String(moved), part)
    return second.accepted ? { ...second.accepted, movedTo: String(moved) } : failedFrom(second.error, sender.now)
  }
  if (part.kind !== 'text' || !isMarkup(error)) return failedFrom(error, sender.now)
  const second = await attempt(post, chat, plain(part))
  return second.accepted ?? failedFrom(second.error, sender.now)
}

type Post = (chat: string, part: Part) => Promise<{ readonly message_id: number }>

async function attempt(post: Post, chat: string, part: Part): Promise<{ readonly accepted: Accepted | null; readonly error: unknown }> {
  try {
    const sent = await post(chat, part)
    return { accepted: { kind: 'accepted', externalId: `${chat}:${sent.message_id}` }, error: null }
  } catch (error) {
    return { accepted: null, error }
  }
}

const within = (milliseconds: number) => ({ signal: AbortSignal.timeout(milliseconds) as never })

const postText = ({ telegram, patience }: Sender, chat: string, { text, buttons }: Extract<Part, { kind: 'text' }>) =>
  telegram.callApi('sendMessage', {
    chat_id: chat, text, parse_mode: 'HTML', link_preview_options: { is_disabled: true },
    ...(buttons.length > 0 ? { reply_markup: { inline_keyboard: keyboard(buttons) } } : {}),
  }, within(patience))

/** The library copies the name into a header as it is. */
const postFile = ({ telegram, patience }: Sender, chat: string, { file }: Extract<Part, { kind: 'file' }>, bytes: Buffer) =>
  telegram.callApi('sendDocument', { chat_id: chat, document: { source: bytes, filename: file.name.replaceAll(/["\\\r\n]/g, '') } as never }, within(patience * UPLOAD))

/** Columns, a Chinese character counting two, that fit beside each other on a phone: by how many stand in a row. */
const COLUMNS = [[8, 2], [3, 8], [2, 14]] as const
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/gu

const columns = (label: string): number => [...label].length + (label.match(WIDE)?.length ?? 0)

/** A few short choices stand side by side, and numbers do; others one under the other. */
function keyboard(buttons: readonly Button[]): InlineKeyboardButton[][] {
  const made = buttons.map(({ id, label }) => ({ text: label, callback_data: id }))
  const widest = Math.max(...made.map(({ text }) => columns(text)))
  const [perRow] = COLUMNS.find(([most, width]) => widest <= width && (most === 8 || made.length <= most)) ?? [1]
  return Array.from({ length: Math.ceil(made.length / perRow) }, (_, row) => made.slice(row * perRow, (row + 1) * perRow))
}

const isMarkup = (error: unknown): boolean => error instanceof TelegramError && error.code === 400 && /can't parse entities/i.test(error.description)

/** The same words without marks, escaped so that they are read as words. */
const plain = (part: Extract<Part, { kind: 'text' }>): Part => ({ ...part, text: part.text.replaceAll(/<\/?[a-z][^>]*>/g, '').replaceAll('<', '&lt;') })
