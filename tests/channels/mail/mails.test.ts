import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Incoming } from '../../../src/channels/channel.ts'
import { type FakeMail, startMail } from '../../emulators/mail/index.ts'
import { type Listening, listening } from '../../support/mail.ts'
import { recipientOf, sendingOf } from '../../support/channels.ts'

const FOLDER = join(import.meta.dirname, 'mails')
const recorded = (name: string): string => readFileSync(join(FOLDER, `${name}.eml`), 'latin1')
const played = new Set<string>()

let mail: FakeMail
let desk: Listening
beforeAll(async () => {
  mail = await startMail()
  mail.user({ name: '李伟', address: 'li.wei@example.com' })
  desk = await listening(mail, { env: { MAIL_AUTHSERV_ID: 'mx.comune.example.it' }, part: { mailsPerHour: 1000 } })
})
afterAll(async () => {
  await desk.stop()
  await mail.stop()
})

/** A recorded mail arrives; what the desk was handed. */
async function arrives(name: string, ours = ''): Promise<Incoming[]> {
  played.add(name)
  const before = desk.received.length
  const uid = mail.imap.put(Buffer.from(recorded(name).replaceAll('{{ours}}', ours), 'latin1'))
  await desk.until(() => mail.imap.mails.some((m) => m.uid === uid && m.seen))
  return desk.received.slice(before)
}

/** A recorded mail arrives that is left alone; resolves when the desk has looked at it. */
async function left(name: string, change = (raw: string): string => raw): Promise<number> {
  played.add(name)
  const warned = desk.inlet.warned.length
  const uid = mail.imap.put(Buffer.from(change(recorded(name)), 'latin1'))
  await desk.until(() => desk.inlet.warned.length > warned || mail.imap.mails.some((m) => m.uid === uid && m.seen))
  return uid
}

const said = (messages: readonly Incoming[]): unknown[] => messages.map(({ content }) => {
  if (content.kind === 'wrote') return content.text
  if (content.kind === 'sent-file') return `file ${content.file.name} ${content.file.mime}`
  return content.kind === 'unsupported' ? `unsupported ${content.what}` : content
})

describe('what she wrote', () => {
  test.each<[string, unknown[]]>([
    ['charset-gb2312', ['居留到期 镕\n我的居留快到期了，朱镕基的“镕”字，还有𠮷。']],
    ['charset-gbk-base64', ['续居留\n请问怎么续居留？']],
    ['charset-big5', ['居留證\n我的居留證快到期了。']],
    ['charset-iso-2022-jp', ['在留許可を更新したいです。']],
    ['charset-iso-2022-kr', ['체류 허가 갱신 123']],
    ['charset-windows-1252', ['Perché € 40?\nPerché costa 40 €? È troppo.']],
    ['charset-windows-1256', ['تجديد الإقامة\nأريد تجديد الإقامة']],
    ['charset-unknown-utf8', ['Citta\nLa città è Prato']],
    ['charset-unknown-latin1', ['Citta\nLa città è Prato']],
    ['emoji', ['居留 🪪\n我的居留快到期了 🪪👨‍👩‍👧']],
    ['subject-in-two-words', ['续居留\n在哪里办？']],
    ['subject-crlf', ['Permesso Bcc:_vittima@example.org\nCome si rinnova?'.replace('Bcc:_', 'Bcc: ')]],
    ['subject-only', ['我的居留丢了']],
    ['subject-spoofed', ['fattura gpj.exe\nChe cosa è?']],
    ['no-message-id', ['Salve\nSenza nome']],
    ['number-with-a-subject', ['2']],
    ['command', [{ kind: 'picked', menu: 'command', option: 'menu' }]],
    ['html-hidden', ['居留\n我的居留快到期了 🪪\n\n第二行\n- 一\n- 二\n\nVorrei rinnovare']],
    ['html-gmail-quote', ['Sì, sono io']],
    ['alternative-empty-plain', ['Ciao\nLe parole sono qui']],
    ['calendar', ['Incontro\nPossiamo vederci venerdì?']],
  ])('%s', async (name, expected) => {
    expect(said(await arrives(name))).toEqual(expected)
  })
})

describe('an answer is her new words alone', () => {
  test.each<[string, string]>([
    ['reply-gmail-it', '2'], ['reply-iphone-it', 'Autonomo'], ['reply-iphone-zh', '3'], ['reply-gmail-zh', '我是老板，有商铺 🍢'], ['reply-qq-zh', '我自己'], ['reply-163-zh', '到期2026年12月15日'],
    ['reply-outlook-en', 'My husband has one too.'], ['reply-gmail-en', 'Four'], ['reply-gmail-ar', '٢'], ['reply-iphone-ar', 'عمل حر'], ['reply-gmail-fr', 'Je suis salarié.'], ['reply-apple-es', 'Trabajo por cuenta propia'],
    ['reply-below', 'Lavoro autonomo\n\n15 dicembre 2026'],
  ])('%s', async (name, expected) => {
    expect(said(await arrives(name))).toEqual([expected])
  })
  test('where nothing would be left, it is the whole text', async () => {
    const [whole] = said(await arrives('reply-only-history'))
    expect(whole).toMatch(/^Il giorno .*ha scritto:\n(?:.*\n)*.*Risponda con il numero\.$/)
  })
})

describe('what she attached', () => {
  const WORDS = 'Documenti\nEcco i documenti'
  test.each<[string, unknown[]]>([
    ['name-rfc2231', [WORDS, 'file 居留证 🪪.pdf application/pdf']],
    ['name-rfc2047', [WORDS, 'file 护照.pdf application/pdf']],
    ['name-traversal', [WORDS, 'file passwd.pdf application/pdf', 'file boot.jpg image/jpeg']],
    ['name-crlf', [WORDS, 'file abfdp.pdf application/pdf']],
    ['winmail', [WORDS, 'unsupported file-kind']],
    ['program', [WORDS, 'unsupported file-kind']],
    ['forwarded-mail', [WORDS, 'unsupported file-kind']],
    ['many-files', [WORDS, ...Array.from({ length: 10 }, (_, i) => `file ${i}.pdf application/pdf`), 'unsupported too-many-files']],
    ['signature-image', [WORDS]],
    ['inline-logo', ['Documenti\nBuongiorno']],
    ['inline-photo', ['Foto\n这是我的居留', 'file IMG_0001.jpeg image/jpeg']],
    ['only-a-file', ['Documento', 'file solo.pdf application/pdf']],
  ])('%s', async (name, expected) => {
    expect(said(await arrives(name))).toEqual(expected)
  })
  test.each(['name-rfc2231', 'inline-photo', 'only-a-file', 'certified'])('%s: its bytes come from the mailbox', async (name) => {
    const file = (await arrives(name)).find((m) => m.content.kind === 'sent-file')
    const chunks: Uint8Array[] = []
    for await (const chunk of (await desk.channel.fetch?.(file?.source ?? '')) ?? []) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    expect(bytes.subarray(0, 4).toString('latin1')).toBe(name === 'inline-photo' ? '\xff\xd8\xff\xe0' : '%PDF')
    expect(bytes.length).toBe(file?.content.kind === 'sent-file' ? file.content.file.bytes : -1)
  })
  test('files of one mail are one album, each a message of its own', async () => {
    const files = (await arrives('many-files')).filter((m) => m.content.kind === 'sent-file')
    expect(new Set(files.map((m) => m.externalId)).size).toBe(10)
    expect(new Set(files.map((m) => (m.content.kind === 'sent-file' ? m.content.album : null))).size).toBe(1)
  })
})

/** What asks for somebody of the desk. */
const PERSON = { kind: 'picked', menu: 'command', option: 'person' }

describe('who wrote', () => {
  test('an address is written in one way', async () => {
    expect((await arrives('emoji'))[0]?.from).toEqual({ channel: 'e-mail', account: mail.desk, address: 'li.wei@example.com' })
  })
  test('whoever only claims to be her is kept apart', async () => {
    expect((await arrives('dmarc-fail'))[0]?.from.address).toBe('unverified:li.wei@example.com')
  })
  test.each(['dmarc-permerror', 'dmarc-temperror'])('nor was she verified where the check itself failed: %s', async (name) => {
    expect((await arrives(name))[0]?.from.address).toBe('unverified:li.wei@example.com')
  })
  test.each(['authors-two', 'authors-two-headers', 'authors-group'])('of two authors none is verified, whatever was checked: %s', async (name) => {
    expect((await arrives(name))[0]?.from.address).toBe('unverified:li.wei@example.com')
  })
  test.each(['dmarc-pass', 'author-with-a-comma'])('one author whose mail is in order is herself: %s', async (name) => {
    expect((await arrives(name))[0]?.from.address).toBe('li.wei@example.com')
  })
  test('what another server found counts for nothing', async () => {
    expect((await arrives('dmarc-fail-by-a-stranger'))[0]?.from.address).toBe('li.wei@example.com')
  })
  test('certified mail is opened; whom it names is a claim', async () => {
    const messages = await arrives('certified')
    expect(messages[0]?.from.address).toBe('unverified:wang@pec.example.it')
    expect(said(messages)).toEqual(['SCIA\n怎么开一家餐厅？', 'file scia.pdf application/pdf', PERSON])
  })
  test.each(['dmarc-fail', 'dmarc-temperror', 'authors-two'])('for whoever only claims to be her a person is asked for, under a name of its own: %s', async (name) => {
    const messages = await arrives(name)
    expect(said(messages).at(-1)).toEqual(PERSON)
    expect(new Set(messages.map((m) => m.externalId)).size).toBe(messages.length)
    expect(new Set(messages.map((m) => m.from.address))).toEqual(new Set(['unverified:li.wei@example.com']))
  })
})

describe('what a program wrote opens no conversation', () => {
  test.each(['out-of-office', 'exchange', 'precedence', 'daemon', 'own', 'loop', 'pec-receipt'].map((name) => `auto-${name}`))('%s', async (name) => {
    expect(await arrives(name)).toEqual([])
  })
})

describe('what may not be answered, and a person may have written, is left unread for a person, with one warning', () => {
  test.each(['contact-form', 'form-as-the-desk', 'list', 'noreply', 'postmaster', 'suppress', 'vacation', 'null-path', 'no-sender'].map((name) => `left-${name}`))('%s', async (name) => {
    const [heard, warned] = [desk.received.length, desk.inlet.warned.length]
    const uid = await left(name)
    expect(desk.received.length).toBe(heard)
    expect(desk.inlet.warned.slice(warned)).toEqual([expect.stringContaining('unread')])
    expect(mail.imap.mails.find((m) => m.uid === uid)?.seen).toBe(false)
  })
  test('inside certified mail, too', async () => {
    const warned = desk.inlet.warned.length
    const uid = await left('certified', (raw) => raw.replace('From: Ditta Wang <wang@', 'From: Ditta Wang <noreply@'))
    expect(desk.inlet.warned.slice(warned)).toHaveLength(1)
    expect(mail.imap.mails.find((m) => m.uid === uid)?.seen).toBe(false)
  })
})

describe('news of our own mail', () => {
  const sent = async (): Promise<string> => {
    const answer = await desk.channel.send(recipientOf('e-mail', mail.desk, 'li.wei@example.com'), { kind: 'text', text: '您好', buttons: [], list: null }, sendingOf({ ref: '12.3' }))
    return answer.kind === 'accepted' ? (answer.externalId ?? '') : ''
  }
  const news = async (name: string, id: string) => {
    const before = desk.inlet.receipts.length
    expect(await arrives(name, id)).toEqual([])
    return desk.inlet.receipts.slice(before)
  }
  test.each<[string, object[]]>([
    ['dsn-user-unknown', [{ ref: '12.3', kind: 'failed', why: { kind: 'unreachable' } }]],
    ['dsn-full', [{ ref: '12.3', kind: 'failed', why: { kind: 'permanent' } }]],
    ['dsn-gave-up', [{ ref: '12.3', kind: 'failed', why: { kind: 'permanent' } }]],
    ['dsn-delayed', []],
    ['dsn-delivered', [{ ref: '12.3', kind: 'delivered' }]],
    ['mdn-read', [{ ref: '12.3', kind: 'read' }]],
    ['mdn-deleted', []],
  ])('%s', async (name, expected) => {
    expect(await news(name, await sent())).toMatchObject(expected)
  })
  test('why it failed names nobody', async () => {
    const [receipt] = await news('dsn-user-unknown', await sent())
    expect(receipt?.kind === 'failed' ? receipt.why.explain : '').toMatch(/5\.1\.1.*User unknown/)
    expect(JSON.stringify(receipt)).not.toContain('li.wei')
  })
  test('a bounce of what the desk never sent is nothing', async () => {
    expect(await news('dsn-user-unknown', '<12.3.abcdefabcdef.0123456789abcdef@comune.example.it>')).toEqual([])
  })
})

test('every recorded mail was played', () => {
  expect(readdirSync(FOLDER).map((file) => file.replace('.eml', '')).filter((name) => !played.has(name))).toEqual([])
})
