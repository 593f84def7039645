import { readButtonId } from '../../src/channels/button.ts'
import type { Part, Told } from '../../src/channels/channel.ts'
import { fit, fitInOne } from '../../src/channels/fit.ts'
import { capabilities } from '../../src/channels/index.ts'
import type { FileRef } from '../../src/core/input.ts'
import type { Rendered } from '../../src/core/rendered.ts'
import type { BookEntry, BookRow } from './books.ts'
import type { Expected } from './compare.ts'
import { type ChannelName, nameOf, PHOTO, type Sent, TAP } from './phone.ts'
import { fileNamed } from './phones/telegram.ts'

/** How the books name what she sent: on the page by its id, elsewhere as her phone names it. */
export function receivedAs({ data: { input, id }, text }: BookEntry, channel: ChannelName): Sent {
  if (channel === 'web-chat') return id?.split(':').at(-1) ?? '(nameless)'
  if (input === 'picked') return TAP
  return input === 'sent-file' ? PHOTO : nameOf(text)
}

/** What she should have been shown by a row of the outbox. Of a row with a doubt each part may have come; what was given up, or waits until she writes, ends with what was sent. */
export function shownBy(row: BookRow, entries: readonly BookEntry[], channel: ChannelName): Expected[] {
  const can = capabilities.get(channel)
  if (can === undefined) throw new Error(`no such channel: ${channel}`)
  const told = entries.flatMap(toldOf)
  const isOver = row.failedAt === null && !row.pending
  const parts = isOver && row.sent === 1 ? fitInOne(told, can) : fit(told, can)
  const went = isOver ? parts : parts.slice(0, row.sent)
  return went.filter((part) => channel !== 'telephone' || !asksLanguage(part)).map((part, i) => ({
    must: row.ambiguousAt === null,
    name: channel === 'whatsapp' || channel === 'e-mail' ? `${row.id}.${i}` : part.kind === 'text' ? part.text : channel === 'telegram' || channel === 'wecom' ? fileNamed(part.file.name) : '(image)',
  }))
}

/** A voice does not read the question: each language offers itself. */
const asksLanguage = (part: Part): boolean => part.kind === 'text' && part.buttons.some(({ id }) => readButtonId(id).option === 'zh')

function toldOf({ kind, data, text, rendered }: BookEntry): Told[] {
  if (kind === 'assistant') return [{ kind: 'said', rendered: (rendered as { rendered: Rendered }).rendered }]
  if (kind === 'operator') return [{ kind: 'replied', text, files: (rendered as { files?: readonly FileRef[] } | null)?.files ?? [] }]
  return data.kind === 'served-file' ? [{ kind: 'file', file: (rendered as { file: FileRef }).file }] : []
}
