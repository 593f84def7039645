import { expect, test } from 'vitest'
import { incomingOf } from '../../../src/channels/mail/incoming.ts'
import { parseMail } from '../../../src/channels/mail/parse.ts'
import { newWords } from '../../../src/channels/mail/trim.ts'
import { refuses } from '../../../src/files.ts'
import { CLIENTS } from '../../emulators/mail/clients.ts'

const FROM = { channel: 'e-mail', account: 'help@comune.example.it', address: 'amina@example.com' }
const QUOTED = { from: 'help@comune.example.it', at: new Date('2026-11-24T09:01:00Z'), text: '这里帮您准备续居留。\n1. 我要续居留' }
const GMAIL_PAGE = '<div dir="ltr"><br></div><br><div class="gmail_quote"><div class="gmail_attr">Il giorno mar 24 nov 2026 alle ore 10:01 Sportello ha scritto:</div><blockquote>1. 我要续居留</blockquote></div>'

/** A photo in a mail with these words, as an answer to the desk or not. */
const mail = (body: string, type: string, head: string): Buffer => Buffer.from([
  'From: amina@example.com', 'To: help@comune.example.it', 'Message-ID: <1@example.com>', head, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x', '',
  '--x', `Content-Type: text/${type}; charset=utf-8`, '', body, '--x', 'Content-Type: image/png; name=foto.png', 'Content-Disposition: attachment; filename=foto.png', 'Content-Transfer-Encoding: base64', '', 'iVBORw0KGgo=', '--x--', '',
].join('\r\n'))
const kindsOf = async (raw: Buffer): Promise<string[]> => incomingOf(await parseMail(raw), FROM, 'k', '1:1', { newId: () => 'f', refuses }).map(({ content }) => (content.kind === 'wrote' ? content.text : content.kind))

const REPLY = 'Subject: Re: Sportello\r\nIn-Reply-To: <0@comune.example.it>'

test.each(Object.entries(CLIENTS))('a photo without a word, answered from %s, is only a photo: the history is not what she wrote', async (_, client) => {
  expect(await kindsOf(mail(client('', QUOTED), 'plain', REPLY))).toEqual(['sent-file'])
})
test.each(Object.entries(CLIENTS))('a number answered from %s is that number', async (_, client) => {
  expect(newWords(client('٢', QUOTED))).toBe('٢')
})
test('nor is it as a page', async () => {
  expect(await kindsOf(mail(GMAIL_PAGE, 'html', REPLY))).toEqual(['sent-file'])
})
test('what she did write beside it is read', async () => {
  expect(await kindsOf(mail(CLIENTS['gmail-ar']('صورتي 🪪', QUOTED), 'plain', REPLY))).toEqual(['صورتي 🪪', 'sent-file'])
})
test('the subject of a first mail may be her words', async () => {
  expect(await kindsOf(mail('', 'plain', 'Subject: Il mio permesso'))).toEqual(['Il mio permesso', 'sent-file'])
})
