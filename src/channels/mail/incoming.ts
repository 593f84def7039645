import { createHash } from 'node:crypto'
import type { Address } from '../../core/ids.ts'
import type { Incoming, Inlet } from '../channel.ts'
import { typed } from '../typed.ts'
import { filesOf } from './files.ts'
import { textOfHtml } from './html.ts'
import type { Mail } from './parse.ts'
import { bareSubject, isReply, threadOf } from './thread.ts'
import { newWords, writtenIn } from './trim.ts'
import { cut, manyLines } from './words.ts'

/** UTF-16 units of one mail that are read; whoever writes more has pasted something. */
const MOST = 20_000
/** Of a text, before what she did not write is taken out of it. */
const LOOKED_AT = 200_000

/** A mail as what she did: her words, then each of her files. `place`: `uidvalidity:uid`. */
export function incomingOf(mail: Mail, from: Address, key: string, place: string, desk: Pick<Inlet, 'newId' | 'refuses'>): Incoming[] {
  const base = { from, memory: JSON.stringify(threadOf(mail)) }
  const files = filesOf(mail, place, key, desk)
  const text = wordsOf(mail, files.length > 0)
  const words: Incoming[] = text === '' ? [] : [{ ...base, externalId: key, content: typed(text) }]
  const sent = files.map(({ path, ...file }): Incoming => ({ ...base, externalId: `${key}:${path}`, ...file }))
  return words.length + sent.length > 0 ? [...words, ...sent] : [{ ...base, externalId: key, content: { kind: 'unsupported', what: 'empty' } }]
}

/** A mail that is too large to be read is named, and nothing else of it. */
export const tooLarge = (mail: Mail, from: Address, key: string): Incoming => ({ from, memory: JSON.stringify(threadOf(mail)), externalId: key, content: { kind: 'unsupported', what: 'too-large' } })

/** Who has a mail's id twice has the same mail: mail that two addresses sent under one id is two. */
export const keyOf = ({ messageId }: Mail, sender: string, raw: Buffer): string =>
  createHash('sha256').update(sender).update('\n').update(messageId ?? raw).digest('hex').slice(0, 40)

/** A choice, which some write in a mail of its own. */
const NUMBER = /^\p{Nd}{1,2}\s?[.)。、]?$/u

/** The subject of a first mail may hold the whole need; that of a reply is ours. `isBeside`: a file says what she wanted where she wrote nothing. */
function wordsOf(mail: Mail, isBeside: boolean): string {
  const body = isBeside ? besideFiles(mail) : bodyOf(mail)
  const subject = bareSubject(mail.subject)
  if (body === '') return isBeside && isReply(mail) ? '' : cut(subject, MOST)
  const isFirst = !isReply(mail) && subject !== '' && !body.startsWith(subject) && !NUMBER.test(body)
  return cut(isFirst ? `${subject}\n${body}` : body, MOST)
}

const besideFiles = ({ plain, html }: Mail): string => writtenIn(plain.trim() === '' ? textOfHtml(html, false) : cut(plain, LOOKED_AT))

function bodyOf({ plain, html }: Mail): string {
  if (plain.trim() !== '') return newWords(cut(plain, LOOKED_AT))
  if (html.trim() === '') return ''
  return newWords(textOfHtml(html, false)) || manyLines(textOfHtml(html, true)).trim()
}
