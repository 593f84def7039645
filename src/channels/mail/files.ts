import { cleanName } from '../../core/text.ts'
import type { Incoming, Inlet } from '../channel.ts'
import type { Mail, MailPart } from './parse.ts'

const MOST = 10
/** Bytes: a picture that a page shows and that is smaller belongs to a signature. */
const ORNAMENT = 60_000
/** What accompanies a mail and is no file of hers: signatures, and the reports that programs write. */
const BESIDE = /^(?:application\/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys)|message\/(?:delivery-status|disposition-notification)|text\/rfc822-headers)$/
const SAME: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg', 'image/pjpeg': 'image/jpeg', 'application/x-pdf': 'application/pdf', 'audio/mp3': 'audio/mpeg', 'audio/x-mp3': 'audio/mpeg' }

export type FileContent = Pick<Incoming, 'content' | 'source'> & { readonly path: string }

/** What she attached, announced: the bytes are fetched from the mailbox later. `place`: where the mail lies. */
export function filesOf(mail: Mail, place: string, album: string, desk: Pick<Inlet, 'newId' | 'refuses'>): FileContent[] {
  const files = mail.parts.filter((part) => isHers(part, mail))
  const announced = files.slice(0, MOST).map((part) => announcedFile(part, place, album, desk))
  return files.length > MOST ? [...announced, { path: 'more', content: { kind: 'unsupported', what: 'too-many-files' } }] : announced
}

function isHers(part: MailPart, { html }: Mail): boolean {
  if (BESIDE.test(part.mime)) return false
  // An invitation stands beside the words that say the same.
  if (part.mime === 'text/calendar' && !part.isAttached) return false
  return !(part.mime.startsWith('image/') && !part.isAttached && part.bytes < ORNAMENT && part.contentId !== null && html.includes(`cid:${part.contentId}`))
}

function announcedFile({ path, name, mime: given, bytes }: MailPart, place: string, album: string, desk: Pick<Inlet, 'newId' | 'refuses'>): FileContent {
  const clean = cleanName(name)
  const mime = /^winmail\.dat$/i.test(clean) ? 'application/ms-tnef' : (SAME[given] ?? given)
  const refused = desk.refuses(mime, bytes)
  if (refused !== null) return { path, content: { kind: 'unsupported', what: refused } }
  return { path, content: { kind: 'sent-file', file: { id: desk.newId(), name: clean, mime, bytes }, album }, source: `${place}:${path}` }
}
