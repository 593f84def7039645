import { type Attachment, type EmailAddress, type ParsedMail, simpleParser } from 'mailparser'
import { relabelled } from './charset.ts'

/** A mail as it came, its words decoded; nothing of it is trusted yet. */
export type Mail = {
  /** Every value of a header, unfolded, as it was written. */
  readonly header: (name: string) => readonly string[]
  /** The first author's address; null when there is none that could be written to. */
  readonly from: string | null
  /** False where it names several: which of them wrote, and which of them was checked, nobody can say. */
  readonly hasOneAuthor: boolean
  readonly subject: string
  readonly messageId: string | null
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly plain: string
  readonly html: string
  readonly parts: readonly MailPart[]
}

/** `path`: where IMAP finds it. */
export type MailPart = { readonly path: string; readonly name: string; readonly mime: string; readonly bytes: number; readonly content: Buffer; readonly isAttached: boolean; readonly contentId: string | null }

/** Reads a mail, or only its head. The text of a page is ours to make: the parser's own keeps what is hidden. */
export async function parseMail(raw: Buffer): Promise<Mail> {
  const { source, read } = relabelled(raw)
  const parsed = await simpleParser(source, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, keepDeliveryStatus: true, ignoreEmbedded: true, maxHtmlLengthToParse: 1_000_000 })
  const header = (name: string): string[] => parsed.headerLines.filter((h) => h.key === name).map((h) => h.line.slice(h.line.indexOf(':') + 1).replace(/\r?\n\s*/g, ' ').trim())
  return {
    header, ...authorOf(parsed, header('from').length), subject: read(parsed.subject ?? ''), messageId: idsIn(header('message-id').join(' '))[0] ?? null,
    inReplyTo: idsIn(header('in-reply-to').join(' ')), references: idsIn(header('references').join(' ')),
    plain: read(parsed.text ?? ''), html: read(typeof parsed.html === 'string' ? parsed.html : ''), parts: parsed.attachments.map((attachment) => partOf(attachment, read)),
  }
}

/** Visible ASCII and nothing that could end a header: only such ids are repeated to anybody. */
const MESSAGE_ID = /<[!-;=?A-~]{1,120}@[!-;=?A-~]{1,120}>/g
export const idsIn = (value: string): string[] => value.slice(0, 20_000).match(MESSAGE_ID) ?? []

const ADDRESS = /^[^\s"(),:;<>@[\\\]\u0000-\u001f\u007f]{1,64}@[^\s"(),:;<>@[\\\]\u0000-\u001f\u007f]{1,253}$/

function authorOf({ from }: ParsedMail, headers: number): Pick<Mail, 'from' | 'hasOneAuthor'> {
  const all = (from?.value ?? []).flatMap((one): readonly EmailAddress[] => one.group ?? [one])
  const addresses = [...new Set(all.map(({ address = '' }) => address.toLowerCase()))].filter((address) => address !== '')
  return { from: addresses.find((address) => ADDRESS.test(address)) ?? null, hasOneAuthor: addresses.length === 1 && headers === 1 }
}

/** A mail that is one file has no parts: IMAP calls it 1. */
const partOf = ({ partId, filename = '', contentType, size, content, contentDisposition, cid }: Attachment, read: (text: string) => string): MailPart => ({
  path: partId ?? '1', name: read(filename), mime: contentType.toLowerCase(), bytes: size, content, isAttached: contentDisposition === 'attachment', contentId: cid ?? null,
})
