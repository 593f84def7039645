import MailComposer from 'nodemailer/lib/mail-composer'
import type { Part } from '../channel.ts'
import type { Thread } from './thread.ts'
import { oneLine } from './words.ts'

export type Letter = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly messageId: string
  readonly thread: Thread
  /** Where she gave none. */
  readonly subject: string
  readonly language: string
  /** Her program must not answer it: it comes from a program (RFC 3834, https://www.rfc-editor.org/rfc/rfc3834#section-5). */
  readonly isAutomatic: boolean
  readonly at: Date
} & ({ readonly part: Extract<Part, { kind: 'text' }> } | { readonly part: Extract<Part, { kind: 'file' }>; readonly bytes: Buffer })

/** A mail as it travels: text, the same as a page, at most one file. Nothing of hers stands in a header but one line of subject and ids of mails. */
export function compose(letter: Letter): Promise<Buffer> {
  const { from, to, messageId, thread, language, isAutomatic, at, part } = letter
  const text = part.kind === 'text' ? part.text : oneLine(part.file.name, 120)
  const last = thread.chain.at(-1)
  const mail = new MailComposer({
    from, to: { name: '', address: to }, messageId, date: at, text, html: pageOf(text, language), disableFileAccess: true, disableUrlAccess: true,
    subject: thread.subject === '' ? oneLine(letter.subject, 150) : `Re: ${oneLine(thread.subject, 150)}`,
    ...(last === undefined ? {} : { inReplyTo: last, references: [...thread.chain] }),
    headers: { 'X-Loop': from.address, ...(isAutomatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}) },
    attachments: 'bytes' in letter ? [{ filename: oneLine(letter.part.file.name, 120), content: letter.bytes, contentType: letter.part.file.mime }] : [],
  })
  return new Promise((done, fail) => mail.compile().build((error, bytes) => (error === null ? done(bytes) : fail(error))))
}

/** Each paragraph finds its own direction: an Italian address among Arabic lines stays readable. */
function pageOf(text: string, language: string): string {
  const paragraphs = text.split(/\n{2,}/).map((p) => `<p dir="auto">${escaped(p).replaceAll('\n', '<br>\n')}</p>`)
  return `<!doctype html>\n<html lang="${escaped(language)}" dir="auto">\n<head><meta charset="utf-8"></head>\n<body>\n${paragraphs.join('\n')}\n</body>\n</html>\n`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c)
