import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Capabilities, Limit, Part, Told } from '../../src/channels/channel.ts'
import { blockLines, fit, sourceLine } from '../../src/channels/fit.ts'
import type { FileRef } from '../../src/core/input.ts'
import type { Rendered } from '../../src/core/rendered.ts'

const utf16 = (max: number): Limit => ({ max, unit: 'utf16' })
const characters = (max: number): Limit => ({ max, unit: 'characters' })
const bytes = (max: number): Limit => ({ max, unit: 'bytes' })
const MB = 1_000_000
const plainChannel: Capabilities = { pulled: false, text: utf16(4096), menuText: null, buttons: null, list: null, markup: 'none', merges: false, window: null, files: null, data: 'general' }
const can = (part: Partial<Capabilities> = {}): Capabilities => ({ ...plainChannel, ...part })

const PROFILES = {
  telegram: can({ buttons: { most: 100, label: utf16(60), id: bytes(64), numbers: false }, markup: 'html', files: { most: 50 * MB } }),
  whatsapp: can({
    text: characters(4096), menuText: characters(1024), buttons: { most: 3, label: characters(20), id: characters(256), numbers: false },
    list: { most: 10, title: characters(24), description: characters(72), id: characters(200), opener: characters(20) },
    markup: 'stars', merges: true, files: { most: 100 * MB },
  }),
  wechat: can({ text: bytes(2048), merges: true }),
  wecom: can({ text: bytes(2048), menuText: bytes(1024), buttons: { most: 10, label: bytes(128), id: bytes(64), numbers: false }, files: { most: 20 * MB } }),
  email: can({ text: characters(100_000), merges: true, files: { most: 10 * MB } }),
  sms: can({ text: utf16(70) }),
} satisfies Record<string, Capabilities>
const { telegram, whatsapp, wechat, wecom, email, sms } = PROFILES

const rendered = (part: Partial<Rendered> = {}): Rendered => ({ language: 'zh', dir: 'ltr', text: '您需要什么？', hint: null, why: null, blocks: [], menu: null, sources: [], card: null, ...part })
const said = (part: Partial<Rendered> = {}): Told => ({ kind: 'said', rendered: rendered(part) })
const photo: FileRef = { id: 'p', name: '照片.jpg', mime: 'image/jpeg', bytes: 5 }
const replied = (text: string, ...files: FileRef[]): Told => ({ kind: 'replied', text, files })
const file = (name: string, size = 1000): FileRef => ({ id: name, name, mime: 'application/pdf', bytes: size })
const menuOf = (...labels: string[]): NonNullable<Rendered['menu']> => ({ id: 'm1', options: labels.map((label, i) => ({ id: `o${i + 1}`, number: i + 1, label })) })
const texts = (turn: readonly Told[], able: Capabilities): string[] => fit(turn, able).map((p) => (p.kind === 'text' ? p.text : `[${p.file.name}]`))
const textOf = (part: Partial<Rendered>, able = can()): string => texts([said(part)], able).join('\n---\n')
const text = (words: string, part: Partial<Extract<Part, { kind: 'text' }>> = {}): Part => ({ kind: 'text', text: words, buttons: [], list: null, ...part })
const buttonsOf = (...labels: string[]) => labels.map((label, i) => ({ id: `m1:o${i + 1}`, label }))

const FEES: Rendered['blocks'][number] = { kind: 'fees', rows: [{ label: 'Bollo', amount: '16 €' }, { label: '邮费', amount: '30 €' }], total: { label: '合计', amount: '46 €' } }

describe('a message becomes lines of text', () => {
  test('hint and reason follow the words, so that nobody is asked for her data without being told why', () => {
    expect(textOf({ text: 'Il Suo telefono?', hint: 'Per esempio: 333 123 4567.', why: 'Per richiamarla 📞.' })).toBe('Il Suo telefono?\nPer esempio: 333 123 4567.\nPer richiamarla 📞.')
  })
  const row = (label: string, value: string, href: string | null): Rendered['blocks'][number] => ({ kind: 'rows', rows: [{ label, value, href }] })
  test.each<[string, Rendered['blocks'][number], string]>([
    ['a checklist', { kind: 'checklist', items: [{ id: 'a', text: '护照复印件' }, { id: 'b', text: 'صورة 📷' }] }, '☐ 护照复印件\n☐ صورة 📷'],
    ['fees with their total', FEES, 'Bollo: 16 €\n邮费: 30 €\n合计: 46 €'],
    ['dates in words', { kind: 'dates', rows: [{ label: 'শেষ তারিখ', date: '2027-03-14', words: '১৪ মার্চ ২০২৭ (fra 110 giorni)' }] }, 'শেষ তারিখ: ১৪ মার্চ ২০২৭ (fra 110 giorni)'],
    ['rows with the address behind them', row('办公室', 'Questura', 'https://questure.example'), '办公室: Questura https://questure.example'],
    ['rows whose words are the address', row('الموقع', '\u2068https://questure.example\u2069', 'https://questure.example'), 'الموقع: \u2068https://questure.example\u2069'],
    ['rows with a telephone', row('टेलीफ़ोन ☎️', '055 276 8280', 'tel:+390552768280'), 'टेलीफ़ोन ☎️: 055 276 8280'],
    ['rows with a mailbox', row('邮箱', 'Ufficio stranieri', 'mailto:a@comune.example'), '邮箱: Ufficio stranieri'],
    ['rows without an address', row('地址', 'Via Zara 2', null), '地址: Via Zara 2'],
    ['a file', { kind: 'file', id: 'f1', name: 'appuntamento 📅.ics' }, 'appuntamento 📅.ics'],
  ])('%s', (_, block, lines) => {
    expect(textOf({ blocks: [block] })).toBe(`您需要什么？\n${lines}`)
    expect(blockLines(block).join('\n')).toBe(lines)
  })
  test('sources come last, with their doubt aloud when there is one', () => {
    const sources: Rendered['sources'] = [
      { publisher: 'Questura', url: null, when: '2026/11/20查阅', certainty: 'confirmed', doubt: '' },
      { publisher: 'Un vicino', url: null, when: '2026/11/20查阅', certainty: 'to-be-verified', doubt: '待核实' },
    ]
    expect(textOf({ sources, menu: menuOf('是') })).toBe('您需要什么？\n1. 是\n[Questura, 2026/11/20查阅]\n[Un vicino, 2026/11/20查阅 · 待核实]')
    expect(texts([said({ sources })], telegram)).toEqual(['您需要什么？\n<blockquote expandable>[Questura, 2026/11/20查阅]\n[Un vicino, 2026/11/20查阅 · 待核实]</blockquote>'])
    expect(sources.map(sourceLine)).toEqual(['[Questura, 2026/11/20查阅]', '[Un vicino, 2026/11/20查阅 · 待核实]'])
  })
  test('every message of a turn is kept, in order', () => {
    expect(texts([said({ text: '一' }), said({ text: 'اثنان' }), replied('दो 👩🏽‍⚕️'), said({ text: '3️⃣' })], can())).toEqual(['一', 'اثنان', 'दो 👩🏽‍⚕️', '3️⃣'])
  })
  test.each<[string, string]>([['nothing', ''], ['spaces', ' \n\u3000'], ['what nobody sees', '\u200b\u2068\u2069\ufeff']])('of %s there is no message', (_, nothing) => {
    expect(fit([said({ text: nothing }), replied(nothing), said({ text: '您好' })], telegram)).toEqual([text('您好')])
  })
})

describe('options', () => {
  const LABELS = ['续居留', 'تجديد الإقامة', 'Renew 🪪']
  const three = menuOf(...LABELS)
  const numbered = '您需要什么？\n1. 续居留\n2. تجديد الإقامة\n3. Renew 🪪'
  test.each<[string, Capabilities]>([['telegram', telegram], ['whatsapp', whatsapp], ['wecom', wecom]])('are buttons on %s, and then not written twice', (_, able) => {
    expect(fit([said({ menu: three })], able)).toEqual([text('您需要什么？', { buttons: buttonsOf(...LABELS) })])
  })
  test.each<[string, Capabilities]>([['wechat', wechat], ['e-mail', email], ['sms', sms]])('are numbered lines on %s, with ASCII digits in every script', (_, able) => {
    expect(fit([said({ menu: three })], able)).toEqual([text(numbered)])
  })
  const buttons = { most: 3, label: utf16(13), id: bytes(5), numbers: false }
  test.each<[string, Capabilities['buttons'], boolean]>([
    ['everything just fits', buttons, true],
    ['there is one option too many', { ...buttons, most: 2 }, false],
    ['one label is one unit too long', { ...buttons, label: utf16(12) }, false],
    ['one label is one byte too long', { ...buttons, label: bytes(24) }, false],
    ['one id is one byte too long', { ...buttons, id: bytes(4) }, false],
  ])('when %s', (_, able, fits) => {
    expect(fit([said({ menu: three })], can({ buttons: able }))).toEqual([fits ? text('您需要什么？', { buttons: buttonsOf(...LABELS) }) : text(numbered)])
  })
  test.each<[string, string, Limit, boolean]>([
    ['an emoji counts two in UTF-16', '🪪🪪', utf16(3), false],
    ['an emoji counts two in UTF-16', '🪪🪪', utf16(4), true],
    ['and one in characters', '🪪🪪', characters(2), true],
    ['a Chinese character counts three bytes', '居留', bytes(5), false],
    ['a Chinese character counts three bytes', '居留', bytes(6), true],
    ['a Bengali syllable counts its vowel sign', 'কি', characters(1), false],
    ['a Bengali syllable counts its vowel sign', 'কি', characters(2), true],
  ])('%s: %s in %o fits: %s', (_, label, limit, fits) => {
    expect(fit([said({ menu: menuOf(label) })], can({ buttons: { ...buttons, label: limit } })).flatMap((p) => (p.kind === 'text' ? p.buttons : []))).toHaveLength(fits ? 1 : 0)
  })
  test('that read the same are numbers: a button could not be told from another', () => {
    expect(textOf({ menu: menuOf('是', '是 ') }, telegram)).toBe('您需要什么？\n1. 是\n2. 是 ')
  })
  test('of a text in several pieces are under the last one only', () => {
    const parts = fit([said({ text: '第一句话。第二句话。第三句话。', menu: three })], can({ text: characters(6), buttons: { most: 3, label: utf16(20), id: bytes(64), numbers: false } }))
    expect(parts).toEqual([text('第一句话。'), text('第二句话。'), text('第三句话。', { buttons: buttonsOf(...LABELS) })])
  })
  test('too long for their button are lines, and the buttons say their numbers, where a channel has it so', () => {
    const able = can({ buttons: { ...buttons, label: utf16(12), numbers: true } })
    expect(fit([said({ menu: three })], able)).toEqual([text(numbered, { buttons: buttonsOf('1', '2', '3').map((b, i) => ({ ...b, id: `m1:o${i + 1}` })) })])
    expect(fit([said({ menu: menuOf(...LABELS, '四') })], able)).toEqual([text(`${numbered}\n4. 四`)])
  })
  test('a menu without options is no menu', () => {
    expect(fit([said({ menu: menuOf() })], whatsapp)).toEqual([text('您需要什么？')])
  })
  test('without a word to hang under are numbers', () => {
    expect(fit([said({ text: ' ', menu: menuOf('是', 'لا') })], telegram)).toEqual([text(' \n1. 是\n2. لا')])
  })
})

describe('a list', () => {
  const LONG = 'Rinnovo del permesso di soggiorno per lavoro 🪪'
  const rows = (...labels: [string, string | null][]) => ({ list: { rows: labels.map(([label, description], i) => ({ id: `m1:o${i + 1}`, label, description })) } })
  test('holds what are too many buttons', () => {
    expect(fit([said({ menu: menuOf('一', 'اثنان', 'तीन', '👩🏽‍⚕️') })], whatsapp)).toEqual([text('您需要什么？', rows(['一', null], ['اثنان', null], ['तीन', null], ['👩🏽‍⚕️', null]))])
  })
  test('cuts a long title where a character ends, and says all of it below', () => {
    const family = `una famiglia numerosa 👨‍👩‍👧‍👦👨‍👩‍👧‍👦`
    expect(fit([said({ menu: menuOf(LONG, family, '为了工作而续签居留证，需要雇主出具的合同副本和收入证明') })], whatsapp)).toEqual([text('您需要什么？', rows(
      ['Rinnovo del permesso di…', LONG], ['una famiglia numerosa…', family], ['为了工作而续签居留证，需要雇主出具的合同副本和…', '为了工作而续签居留证，需要雇主出具的合同副本和收入证明'],
    ))])
  })
  test('cuts a very long description too', () => {
    const label = `续签${'居留'.repeat(60)}`
    const [part] = fit([said({ menu: menuOf(label, 'لا') })], whatsapp)
    expect(part).toEqual(text('您需要什么？', rows([`${label.slice(0, 23)}…`, `${label.slice(0, 71)}…`], ['لا', null])))
  })
  const alike = ['Permesso di soggiorno per studio', 'Permesso di soggiorno per lavoro']
  const able = whatsapp.list
  test.each<[string, string[], Partial<NonNullable<Capabilities['list']>>]>([
    ['two cut titles would read the same', alike, { title: characters(22) }],
    ['there are too many rows', ['一', 'اثنان', 'तीन', '👩🏽‍⚕️', '5'], { most: 4 }],
    ['an id is too long', ['一', 'اثنان', 'तीन', '👩🏽‍⚕️'], { id: bytes(4) }],
    ['nothing of a title fits', ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '二'], { title: characters(5) }],
    ['a cut title could not be said in full', ['为了工作而续签居留证的人', '为了学习而续签居留证的人', '三'], { title: characters(8), description: characters(0) }],
  ])('is numbers when %s', (_, labels, less) => {
    expect(able).not.toBeNull()
    expect(textOf({ menu: menuOf(...labels) }, { ...whatsapp, buttons: null, list: able && { ...able, ...less } })).toBe(`您需要什么？\n${labels.map((l, i) => `${i + 1}. ${l}`).join('\n')}`)
  })
})

describe('the text over buttons is shorter than others where the channel says so', () => {
  const menu = menuOf('是', 'لا')
  const buttons = buttonsOf('是', 'لا')
  const able = can({ text: characters(40), menuText: characters(12), buttons: wecom.buttons })
  test.each<[string, string, string[]]>([
    ['a short text carries them', '请选一个 🪪', ['请选一个 🪪']],
    ['a long one goes before, and its last words carry them', '请带护照复印件和四张照片。您要预约吗？', ['请带护照复印件和四张照片。', '您要预约吗？']],
    ['the last paragraph rather than more of the text', 'أحضروا جواز السفر. والصور.\n\nهل تريدون؟', ['أحضروا جواز السفر. والصور.', 'هل تريدون؟']],
    ['a word in one piece where nothing else is', 'नमस्ते👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', ['नमस्ते👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
    ['of three pieces only the last is shorter', '一二三四五六七八九十。'.repeat(6), ['一二三四五六七八九十。'.repeat(3), '一二三四五六七八九十。'.repeat(2), '一二三四五六七八九十。']],
  ])('%s', (_, words, pieces) => {
    expect(fit([said({ text: words, menu })], able)).toEqual(pieces.map((p, i) => text(p, i === pieces.length - 1 ? { buttons } : {})))
  })
  test('numbers may stand in a longer one', () => {
    expect(textOf({ text: '请带护照复印件和四张照片。您要预约吗？', menu }, { ...able, buttons: null })).toBe('请带护照复印件和四张照片。您要预约吗？\n1. 是\n2. لا')
  })
  test('an address is not cut for it', () => {
    expect(texts([said({ text: '请您看这里 https://a.example/permessi/rinnovo 好吗', menu })], { ...able, text: characters(60), menuText: characters(24) })).toEqual(['请您看这里 https://a.example/permessi/rinnovo', '好吗'])
    expect(texts([said({ text: '请您看这里 https://a.example/permessi/rinnovo 好吗', menu })], { ...able, text: characters(60), menuText: characters(37) })).toEqual(['请您看这里', 'https://a.example/permessi/rinnovo 好吗'])
  })
})

describe('where each message costs, a turn travels as one', () => {
  const last = menuOf('是', 'لا')
  const turn = [said({ text: '您好。', menu: menuOf('दो', '👩🏽‍⚕️') }), replied('أهلا', file('修改.pdf')), said({ menu: last })]
  test.each<[string, Capabilities, Part[]]>([
    ['whatsapp', whatsapp, [text('您好。\n\nأهلا\n\n您需要什么？', { buttons: buttonsOf('是', 'لا') }), { kind: 'file', file: file('修改.pdf') }]],
    ['wechat', wechat, [text('您好。\n\nأهلا\n\n修改.pdf\n\n您需要什么？\n1. 是\n2. لا')]],
    ['e-mail', email, [text('您好。\n\nأهلا\n\n您需要什么？\n1. 是\n2. لا'), { kind: 'file', file: file('修改.pdf') }]],
    ['sms, which does not', sms, [text('您好。\n1. दो\n2. 👩🏽‍⚕️'), text('أهلا'), text('修改.pdf'), text('您需要什么？\n1. 是\n2. لا')]],
  ])('%s: only the last menu can be answered', (_, able, parts) => {
    expect(fit(turn, able)).toEqual(parts)
  })
  test('it is cut between messages only when it is too long', () => {
    const long = '请带护照🪪。'.repeat(90)
    expect(texts([said({ text: long }), replied('شكرا'), said({ text: long })], wechat)).toEqual([`${long}\n\nشكرا`, long])
  })
  test('the last menu stays where it was asked', () => {
    expect(texts([said({ menu: last }), said({ text: '再见 👋' })], wechat)).toEqual(['您需要什么？\n1. 是\n2. لا\n\n再见 👋'])
    expect(fit([said({ menu: last }), said({ text: '再见 👋' })], whatsapp)).toEqual([text('您需要什么？\n\n再见 👋', { buttons: buttonsOf('是', 'لا') })])
  })
})

describe('files', () => {
  test.each<[string, Told, Capabilities, Part[]]>([
    ['a file is a part', { kind: 'file', file: file('预约 📅.ics') }, telegram, [{ kind: 'file', file: file('预约 📅.ics') }]],
    ['is named where there are no files', { kind: 'file', file: file('预约 📅.ics') }, sms, [text('预约 📅.ics')]],
    ['of the greatest size goes', { kind: 'file', file: file('ملف.pdf', 50 * MB) }, telegram, [{ kind: 'file', file: file('ملف.pdf', 50 * MB) }]],
    ['one byte larger is named', { kind: 'file', file: file('ملف.pdf', 50 * MB + 1) }, telegram, [text('ملف.pdf')]],
    ['is named in the markup of the channel', { kind: 'file', file: file('a<b>&फ़ाइल.pdf', 51 * MB) }, telegram, [text('a&lt;b&gt;&amp;फ़ाइल.pdf')]],
    ['follow a reply', replied('请看👇', file('一.pdf'), file('二.pdf')), telegram, [text('请看👇'), { kind: 'file', file: file('一.pdf') }, { kind: 'file', file: file('二.pdf') }]],
    ['go without a word too', replied('', file('一.pdf')), whatsapp, [{ kind: 'file', file: file('一.pdf') }]],
  ])('%s', (_, told, able, parts) => {
    expect(fit([told], able)).toEqual(parts)
  })
})

describe('a card is for her and for the counter', () => {
  const card: Rendered['card'] = { title: '邮局清单 📮', titleItalian: 'Per la posta', textItalian: 'Porti con sé:', blocksItalian: [{ kind: 'checklist', items: [{ id: 'a', text: 'Passaporto' }] }, { ...FEES, total: { label: 'Totale', amount: '46 €' } }] }
  const part: Partial<Rendered> = { text: '请带：', blocks: [{ kind: 'checklist', items: [{ id: 'a', text: '护照' }] }, FEES], sources: [{ publisher: 'Questura', url: null, when: '今天', certainty: 'confirmed', doubt: '' }], card }
  const hers = '邮局清单 📮\n请带：\n☐ 护照\nBollo: 16 €\n邮费: 30 €\n合计: 46 €\n[Questura, 今天]'
  const theirs = 'Per la posta\nPorti con sé:\n☐ Passaporto\nBollo: 16 €\n邮费: 30 €\nTotale: 46 €'
  const bold = (words: string, before: string, after: string): string => words.replace(/^.+$/m, `${before}$&${after}`).replace(/^(?:合计|Totale).*$/m, `${before}$&${after}`)
  test.each<[string, Capabilities, string[]]>([
    ['e-mail', email, [`${hers}\n\n———\n\n${theirs}`]],
    ['telegram, with bold titles and totals', telegram, [`${bold(hers, '<b>', '</b>').replace('[Questura, 今天]', '<blockquote expandable>$&</blockquote>')}\n\n———\n\n${bold(theirs, '<b>', '</b>')}`]],
    ['whatsapp, with bold titles and totals', whatsapp, [`${bold(hers, '*', '*')}\n\n———\n\n${bold(theirs, '*', '*')}`]],
    ['a channel where both do not fit in one message', can({ text: utf16(80) }), [hers, theirs]],
    ['a channel where only the text over buttons is too short', can({ text: utf16(4096), menuText: utf16(80), buttons: wecom.buttons }), [`${hers}\n\n———\n\n${theirs}`]],
  ])('%s', (_, able, messages) => {
    expect(texts([said(part)], able)).toEqual(messages)
  })
  test('for whoever reads Italian it has one side', () => {
    expect(textOf({ ...part, language: 'it-IT' }, email)).toBe(hers)
  })
  test('stays alone where others travel together', () => {
    expect(texts([replied('您好'), replied('أهلا'), said(part), replied('नमस्ते'), replied('👋')], email)).toEqual(['您好\n\nأهلا', `${hers}\n\n———\n\n${theirs}`, 'नमस्ते\n\n👋'])
  })
  test('its numbers follow it, its buttons are under it', () => {
    const menu = menuOf('主菜单', 'القائمة')
    expect(texts([said({ ...part, menu })], wechat)).toEqual([`${hers}\n\n———\n\n${theirs}`, '1. 主菜单\n2. القائمة'])
    expect(fit([said({ ...part, menu })], { ...wecom, menuText: utf16(80) })).toEqual([text(hers), text(theirs, { buttons: buttonsOf('主菜单', 'القائمة') })])
  })
})

describe('markup', () => {
  test.each<[string, Capabilities, string, string]>([
    ['plain text is left alone', wechat, 'a < b & *c* 居留', 'a < b & *c* 居留'],
    ['HTML is escaped', telegram, '您 <b>好</b> & "أهلا" &amp; 👨‍👩‍👧‍👦', '您 &lt;b&gt;好&lt;/b&gt; &amp; "أهلا" &amp;amp; 👨‍👩‍👧‍👦'],
    ['a star before a word loses its power', whatsapp, '请看 *重要* 通知', '请看 *\u200b重要* 通知'],
    ['and the other marks too', whatsapp, '_أهلا_ ~नमस्ते~ `👋`', '_\u200bأهلا_ ~\u200bनमस्ते~ `\u200b👋`'],
    ['one in another', whatsapp, '*_您好_*', '*\u200b_\u200b您好_*'],
    ['doubled', whatsapp, '**您好**', '*\u200b*\u200b您好**'],
    ['a fence of several lines', whatsapp, '```\n您好\n```', '`\u200b``\n您好\n`\u200b``'],
    ['a mark that closes nowhere stays', whatsapp, '5 * 3 = 15，*注意 👋\n没有*', '5 * 3 = 15，*注意 👋\n没有*'],
    ['a mark within a word stays', whatsapp, 'snake_case_name 三*四*五 أ_ب_ج', 'snake_case_name 三*四*五 أ_ب_ج'],
    ['a mark after an accent may begin a format', whatsapp, 'α\u0345*您好*', 'α\u0345*\u200b您好*'],
    ['an address in capitals stays as it is', whatsapp, '见 HTTPS://A.EXAMPLE/_B_ 和 _C_@A.EXAMPLE', '见 HTTPS://A.EXAMPLE/_B_ 和 _C_@A.EXAMPLE'],
    ['an address stays as it is', whatsapp, '看 https://a.example/_b_/*c*?d=_e_ 和 _f_@a.example _好_', '看 https://a.example/_b_/*c*?d=_e_ 和 _f_@a.example _\u200b好_'],
  ])('%s', (_, able, words, written) => {
    expect(texts([replied(words)], able)).toEqual([written])
  })
  const total = (label: string): Partial<Rendered> => ({ text: '费用', blocks: [{ kind: 'fees', rows: [], total: { label, amount: '116,46 €' } }] })
  test.each<[string, Capabilities, string, string]>([
    ['a total is bold', telegram, '合计', '费用\n<b>合计: 116,46 €</b>'],
    ['escaped too', telegram, 'المجموع <&>', '费用\n<b>المجموع &lt;&amp;&gt;: 116,46 €</b>'],
    ['in stars', whatsapp, 'कुल 👛', '费用\n*कुल 👛: 116,46 €*'],
    ['but not when a star of its own would end it', whatsapp, '合计 *估计*', '费用\n合计 *\u200b估计*: 116,46 €'],
    ['and not in plain text', email, '合计', '费用\n合计: 116,46 €'],
  ])('%s', (_, able, label, written) => {
    expect(textOf(total(label), able)).toBe(written)
  })
  test.each<[string, Partial<Capabilities>, string[]]>([
    ['HTML does not count', { markup: 'html', text: utf16(10) }, ['费用\n<b>居留证的合计一</b>', '<b>二三:</b>', '<b>116,46 €</b>']],
    ['stars count', { markup: 'stars', text: utf16(11) }, ['费用\n*居留证的合计*', '*一二三:*', '*116,46 €*']],
  ])('a bold line that is cut is bold on both sides, and %s', (_, able, pieces) => {
    expect(texts([said(total('居留证的合计一二三'))], can(able))).toEqual(pieces)
  })
  test.each<[string, Partial<Capabilities>, string, string[]]>([
    ['an escape counts as what is read', { markup: 'html', text: utf16(4) }, '&&<👋', ['&amp;&amp;&lt;', '👋']],
    ['an escape counts as what is read, and just fits', { markup: 'html', text: utf16(5) }, '&&<👋', ['&amp;&amp;&lt;👋']],
    ['what keeps a star quiet counts', { markup: 'stars', text: characters(7) }, '*重要* 好好', ['*\u200b重要*', '好好']],
    ['what keeps a star quiet counts in bytes', { markup: 'stars', text: bytes(11) }, '*重要* أه', ['*\u200b重要*', 'أه']],
  ])('%s', (_, able, words, pieces) => {
    expect(texts([replied(words)], can(able))).toEqual(pieces)
  })
})

describe('whatever is said', () => {
  const lengths: Record<Limit['unit'], (t: string) => number> = { utf16: (t) => t.length, characters: (t) => [...t].length, bytes: (t) => Buffer.byteLength(t) }
  const within = (t: string, { max, unit }: Limit): boolean => lengths[unit](t) <= max
  const read = (t: string): string => t.replace(/<\/?b>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

  const URLS = ['https://a.example/_b_?c=*d*', 'https://例子.example/居留', 'immigrazione_fi@comune.example', '+39 055 276 8280', '1.116,46 €']
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('居留', '请带护照。', 'إقامة', 'أين؟', 'नमस्ते।', 'পাসপোর্ট', '👨‍👩‍👧‍👦', '👩🏽‍⚕️', 'questura', 'e\u0301', '*a*', '_b_', '~', '`', '<b>', '&amp;', '116,46', '\n', '\n\n', ' ', ' ') },
    { weight: 1, arbitrary: fc.constantFrom(...URLS) }, { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  )
  const words = fc.array(word, { minLength: 1, maxLength: 120 }).map((all) => all.join(''))
  const few = fc.array(word, { minLength: 1, maxLength: 8 }).map((all) => all.join(''))
  const block: fc.Arbitrary<Rendered['blocks'][number]> = fc.oneof(
    fc.array(few, { maxLength: 4 }).map((all) => ({ kind: 'checklist' as const, items: all.map((t, i) => ({ id: `${i}`, text: t })) })),
    fc.tuple(few, few).map(([label, amount]) => ({ kind: 'fees' as const, rows: [{ label, amount }], total: { label: amount, amount: label } })),
    fc.tuple(few, few).map(([label, value]) => ({ kind: 'rows' as const, rows: [{ label, value, href: 'https://b.example/x' }] })),
  )
  const aMenu = fc.record({ id: fc.uuid(), options: fc.array(few, { maxLength: 12 }).map((all) => all.map((label, i) => ({ id: `option-${i}`, number: i + 1, label }))) })
  const aCard = fc.record({ title: few, titleItalian: few, textItalian: words, blocksItalian: fc.array(block, { maxLength: 3 }) })
  const aSaid: fc.Arbitrary<Told> = fc.record({
    language: fc.constantFrom('zh', 'ar', 'it'), text: words, hint: fc.option(few), why: fc.option(few), blocks: fc.array(block, { maxLength: 3 }), menu: fc.option(aMenu), card: fc.option(aCard),
  }).map((part) => said(part))
  const aReply: fc.Arbitrary<Told> = fc.tuple(words, fc.integer({ max: 200 * MB, min: 0 })).map(([t, size]) => replied(t, file('修改 _a_.pdf', size)))
  const aTurn = fc.array(fc.oneof({ weight: 3, arbitrary: aSaid }, { weight: 1, arbitrary: aReply }), { minLength: 1, maxLength: 4 })
  /** The real ones, and the same with less room, so that all is cut. */
  const aChannel = fc.constantFrom(...Object.values(PROFILES), ...Object.values(PROFILES).map((p) => ({ ...p, text: { ...p.text, max: 220 }, menuText: p.menuText && { ...p.menuText, max: 120 } })))
  const holds = (of: (turn: Told[], able: Capabilities, parts: Part[]) => void) => fc.assert(fc.property(aTurn, aChannel, (turn, able) => of(turn, able, fit(turn, able))), { numRuns: 400 })
  const textsOf = (parts: readonly Part[]) => parts.filter((p) => p.kind === 'text')

  test('no part is empty or over a limit, and what can be tapped is within its own', () => {
    holds((_, able, parts) => {
      for (const { text: t, buttons, list } of textsOf(parts)) {
        expect(t.trim()).not.toBe('')
        const taps = buttons.length > 0 || list !== null
        expect(within(able.markup === 'html' ? read(t) : t, taps && able.menuText ? able.menuText : able.text), t).toBe(true)
        expect(buttons.every((b) => able.buttons && within(b.label, able.buttons.label) && within(b.id, able.buttons.id))).toBe(true)
        expect(list?.rows.every((r) => able.list && within(r.label, able.list.title) && within(r.id, able.list.id) && within(r.description ?? '', able.list.description)) ?? true).toBe(true)
        expect(buttons.length).toBeLessThanOrEqual(able.buttons?.most ?? 0)
        expect(list?.rows.length ?? 0).toBeLessThanOrEqual(able.list?.most ?? 0)
      }
    })
  })

  /** Letters that a reader sees; numbers, boxes and marks that `fit` adds or hides left out on both sides. */
  const bare = (t: string): string => t.replace(/[\s\u200b*]/g, '')
  const expected = (turn: readonly Told[], able: Capabilities, parts: readonly Part[]): string => {
    const tapped = new Set(textsOf(parts).flatMap((p) => [...p.buttons, ...(p.list?.rows ?? [])]).map((b) => b.id))
    const last = turn.findLastIndex((t) => t.kind === 'said' && t.rendered.menu !== null)
    return turn.flatMap((told, i) => {
      if (told.kind !== 'said') return told.kind === 'replied' ? [told.text, ...told.files.filter((f) => able.files === null || f.bytes > able.files.most).map((f) => f.name)] : []
      const { text: t, hint, why, blocks, menu, card, language } = told.rendered
      const options = (menu?.options ?? []).filter((o) => !tapped.has(`${menu?.id}:${o.id}`) && (!able.merges || i === last)).map((o) => `${o.number}. ${o.label}`)
      const own = [t, hint ?? '', why ?? '', ...blocks.flatMap(blockLines)]
      if (card === null) return [...own, ...options]
      return [card.title, ...own, ...(language === 'it' ? [] : [card.titleItalian, card.textItalian, ...card.blocksItalian.flatMap(blockLines)]), ...options]
    }).join('')
  }
  test('every word is kept, in order', () => {
    holds((turn, able, parts) => {
      const told = textsOf(parts).map((p) => (able.markup === 'html' ? read(p.text) : p.text)).join('').replaceAll('———', '')
      const clean = (t: string) => bare(able.markup === 'html' ? read(t) : t)
      expect(clean(told)).toBe(clean(expected(turn, able, parts)))
    })
  })
  test('marks are whole: each bold that begins ends in its message, and nothing else is a tag', () => {
    holds((_, able, parts) => {
      if (able.markup === 'html') for (const { text: t } of textsOf(parts)) expect(t.replace(/<b>[^<>]+<\/b>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
    })
  })
  test('only what the desk means to be bold is formatted by stars', () => {
    fc.assert(fc.property(words, fc.integer({ min: 60, max: 300 }), (t, max) => {
      const parts = texts([replied(t)], { ...whatsapp, text: characters(max) })
      const addressless = parts.map((p) => p.replace(/https?:\/\/[^\s，。؟।]+|[\w.+%-]+@[\w.-]+/g, 'x'))
      for (const p of addressless) expect(p).not.toMatch(/(?<![\p{L}\p{N}])([*_~`])(?=[^\s\u200b][^\n]*?(?<=\S)\1(?![\p{L}\p{N}]))/u)
    }), { numRuns: 400 })
  })
  test('no address, telephone number or sum is cut', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('居留', 'questura ', '请带护照。', 'إقامة', '👨‍👩‍👧‍👦', 'नमस्ते', ' '), { maxLength: 40 }), fc.constantFrom(...URLS), fc.array(fc.constantFrom('居留', ' ', '。', 'إقامة '), { maxLength: 20 }), aChannel, (before, kept, after, able) => {
      const spaced = `${before.join('')} ${kept} ${after.join('')}`
      const small = { ...able, text: { ...able.text, max: 90 }, menuText: able.menuText && { ...able.menuText, max: 60 } }
      expect(texts([said({ text: spaced, menu: menuOf('是', 'لا') })], small).some((p) => p.includes(kept))).toBe(true)
    }), { numRuns: 400 })
  })
  test('the same turn gives the same parts, and changes nothing that it was given', () => {
    holds((turn, able, parts) => {
      const before = JSON.stringify(turn)
      expect(fit(turn, able)).toEqual(parts)
      expect(JSON.stringify(turn)).toBe(before)
    })
  })
  test('what can be tapped hangs under the last piece of its message', () => {
    const letters = fc.stringMatching(/^[a-z]{1,12}$/)
    fc.assert(fc.property(fc.array(letters, { minLength: 30, maxLength: 200 }), aChannel, (all, able) => {
      const parts = textsOf(fit([said({ text: all.join(' '), menu: menuOf('是', 'لا') }), said({ text: '再见 👋' })], { ...able, merges: false }))
      const tapped = parts.map((p) => p.buttons.length > 0 || p.list !== null)
      expect(tapped.slice(0, -2).concat(tapped.slice(-1)).some(Boolean)).toBe(false)
      expect(tapped.at(-2)).toBe(able.buttons !== null)
    }))
  })
})

describe('a channel that carries photos and nothing else', () => {
  const wechat = { ...plainChannel, files: { most: 10, kinds: ['image/jpeg'] } }
  test('a photo travels; what cannot is named, and what follows still goes', () => {
    const calendar: FileRef = { id: 'c', name: 'appuntamento 📅.ics', mime: 'text/calendar', bytes: 5 }
    expect(fit([{ kind: 'file', file: photo }, { kind: 'file', file: calendar }, replied('再见')], wechat).map((p) => (p.kind === 'file' ? p.file.name : p.text))).toEqual(['照片.jpg', 'appuntamento 📅.ics', '再见'])
  })
  test('a photo that is too large is named', () => {
    expect(fit([{ kind: 'file', file: { ...photo, bytes: 11 } }], wechat)).toMatchObject([{ kind: 'text', text: '照片.jpg' }])
  })
})
