import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Channel, Told } from '../../../src/channels/channel.ts'
import { fit } from '../../../src/channels/fit.ts'
import { WHATSAPP } from '../../../src/channels/whatsapp/can.ts'
import { createWhatsApp } from '../../../src/channels/whatsapp/whatsapp.ts'
import type { Rendered } from '../../../src/core/rendered.ts'
import { type FakeUser, type FakeWhatsApp, startWhatsApp } from '../../emulators/whatsapp/index.ts'
import type { Shown } from '../../emulators/whatsapp/person.ts'
import { recipientOf, sendingOf } from '../../support/channels.ts'

let whatsapp: FakeWhatsApp
let channel: Channel
let li: FakeUser
beforeAll(async () => {
  whatsapp = await startWhatsApp()
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken, WHATSAPP_API_ROOT: apiRoot } = whatsapp.env
  channel = createWhatsApp({ token, phoneNumberId, appSecret, verifyToken, apiRoot, template: null, fetch: globalThis.fetch, now: Date.now })
  li = whatsapp.user({ name: '李伟', phone: '393331234567' })
  await li.say('你好')
})
afterAll(() => whatsapp.stop())

const said = (text: string, labels: readonly string[] = []): Told => {
  const menu: Rendered['menu'] = labels.length === 0 ? null : { id: 'm1.1.7d4e', options: labels.map((label, i) => ({ id: `o${i}`, number: i + 1, label })) }
  return { kind: 'said', rendered: { language: 'zh', dir: 'ltr', text, hint: null, why: null, blocks: [], menu, sources: [], card: null } }
}

/** What she sees of a turn; every part of it was taken. */
async function seen(...turn: Told[]): Promise<Shown[]> {
  const before = li.chat.length
  const parts = fit(turn, WHATSAPP)
  for (const part of parts) expect(await channel.send(recipientOf('whatsapp', whatsapp.env.WHATSAPP_PHONE_NUMBER_ID, '393331234567'), part, sendingOf())).toMatchObject({ kind: 'accepted' })
  await expect.poll(() => li.chat.length - before).toBe(parts.length)
  whatsapp.clock.advance(600_000)
  return li.chat.slice(before)
}

describe('a turn, as a phone shows it', () => {
  test.each<[string, string[], object]>([
    ['three short choices are buttons', ['是', 'لا', 'Non lo so 👍'], { buttons: ['是', 'لا', 'Non lo so 👍'], rows: [] }],
    ['a longer one makes them a list, which says the rest below', ['是', '居留证 permesso di soggiorno per lavoro'], { buttons: [], rows: [{ title: '是', description: null }, { title: '居留证 permesso di soggior…', description: '居留证 permesso di soggiorno per lavoro' }] }],
    ['ten are a list', Array.from({ length: 10 }, (_, i) => `选项 ${i} 🪪`), { buttons: [], opener: 'channels:open-list' }],
    ['an emoji of a family is not cut through', ['好', `${'👨‍👩‍👧‍👦'.repeat(3)} عائلة كبيرة`], { rows: [{ title: '好' }, { title: '👨‍👩‍👧‍👦👨‍👩‍👧‍👦…' }] }],
    ['labels that begin alike are lines, with their numbers as buttons', ['将我的居留证从学生改成自雇工作的手续和文件一', '将我的居留证从学生改成自雇工作的手续和文件二以及其他'].map((l) => `一二三四五六${l}`), { buttons: ['1', '2'], rows: [] }],
    ['eleven are lines to type the number of', Array.from({ length: 11 }, (_, i) => `选项 ${i}`), { buttons: [], rows: [] }],
  ])('%s', async (_, labels, expected) => {
    const [only, ...others] = await seen(said('请选一项', labels))
    expect(only).toMatchObject(expected)
    expect(others).toEqual([])
  })
  test('what is said in one turn travels as one message, with the last choice', async () => {
    expect(await seen(said('您好 👋', ['旧']), said('请带护照'), said('请选', ['新']))).toMatchObject([{ text: '您好 👋\n\n请带护照\n\n请选', buttons: ['新'] }])
  })
  test.each([['Chinese', '请带好您的护照和居留。'.repeat(700)], ['Arabic', 'أحضروا جواز السفر والإقامة. '.repeat(400)], ['emoji', '👨‍👩‍👧‍👦'.repeat(900)]])('%s that is too long is several, and the choice stands under the last', async (_, text) => {
    const all = await seen(said(text, ['好']))
    expect(all.length).toBeGreaterThan(1)
    expect(all.map((m) => m.buttons.length)).toEqual([...all.slice(1).map(() => 0), 1])
    expect(all.map((m) => m.text).join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
  })
  test.each(['表格 *1* 和 *2*', 'codice _RSSMRA80_ e `x`', '~500 € ~ circa', '5*3*2 = 30', '*必须* 带 *护照*', 'https://x.it/_a_/*b*', 'أحضروا *جواز السفر*'])('marks that nobody meant are no format: %s', async (text) => {
    const [only] = await seen(said(text))
    expect(only?.seen.marked).toEqual([])
    expect(only?.text.replaceAll('\u200b', '')).toBe(text)
  })
})
