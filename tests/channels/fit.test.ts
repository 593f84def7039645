import { describe, expect, test } from 'vitest'
import type { Capabilities } from '../../src/channels/channel.ts'
import { fit, split } from '../../src/channels/fit.ts'
import type { Rendered } from '../../src/core/rendered.ts'

const message = (part: Partial<Rendered> = {}): Rendered => ({
  language: 'zh', dir: 'ltr', text: '您需要什么？', hint: null, why: null, blocks: [], menu: null, sources: [], card: null, ...part,
})
const can = (part: Partial<Capabilities> = {}): Capabilities => ({ text: { max: 4096, unit: 'utf16' }, buttons: null, blocks: false, files: false, data: 'general', ...part })
const menuOf = (...labels: string[]): Rendered['menu'] => ({ id: 'm1', options: labels.map((label, i) => ({ id: `o${i + 1}`, number: i + 1, label })) })
const textOf = (part: Partial<Rendered>, able = can()): string => fit([message(part)], able).map((p) => p.text).join('\n---\n')

describe('a message becomes lines of text', () => {
  test('hint and reason follow the words, so that nobody is asked for her data without being told why', () => {
    expect(textOf({ text: 'Il Suo telefono?', hint: 'Per esempio: 333 123 4567.', why: 'Per richiamarla 📞.' })).toBe('Il Suo telefono?\nPer esempio: 333 123 4567.\nPer richiamarla 📞.')
  })
  test.each<[string, Rendered['blocks'][number], string]>([
    ['a checklist', { kind: 'checklist', items: [{ id: 'a', text: '护照复印件' }, { id: 'b', text: 'صورة 📷' }] }, '☐ 护照复印件\n☐ صورة 📷'],
    ['fees with their total', { kind: 'fees', rows: [{ label: 'Bollo', amount: '16 €' }, { label: '邮费', amount: '30 €' }], total: { label: '合计', amount: '46 €' } }, 'Bollo: 16 €\n邮费: 30 €\n合计: 46 €'],
    ['dates in words', { kind: 'dates', rows: [{ label: 'Scadenza', date: '2027-03-14', words: 'domenica 14 marzo 2027 (fra 110 giorni)' }] }, 'Scadenza: domenica 14 marzo 2027 (fra 110 giorni)'],
    ['rows', { kind: 'rows', rows: [{ label: '办公室', value: 'Questura', href: 'https://questure.example' }] }, '办公室: Questura'],
    ['a file', { kind: 'file', id: 'f1', name: 'appuntamento 📅.ics' }, 'appuntamento 📅.ics'],
  ])('%s', (_, block, lines) => {
    expect(textOf({ blocks: [block] })).toBe(`您需要什么？\n${lines}`)
  })
  test('sources come last, with their doubt aloud when there is one', () => {
    const sources: Rendered['sources'] = [
      { publisher: 'Questura', url: null, when: '2026/11/20查阅', certainty: 'confirmed', doubt: '' },
      { publisher: 'Un vicino', url: null, when: '2026/11/20查阅', certainty: 'to-be-verified', doubt: '待核实' },
    ]
    expect(textOf({ sources, menu: menuOf('是') })).toBe('您需要什么？\n1. 是\n[Questura, 2026/11/20查阅]\n[Un vicino, 2026/11/20查阅 · 待核实]')
  })
  test('every message of a turn is kept, in order', () => {
    expect(fit([message({ text: '一' }), message({ text: 'اثنان' }), message({ text: '3️⃣' })], can()).map((p) => p.text)).toEqual(['一', 'اثنان', '3️⃣'])
  })
})

describe('options', () => {
  const three = menuOf('续居留', 'تجديد الإقامة', 'Renew 🪪')
  const asButtons = [{ id: 'o1', label: '续居留' }, { id: 'o2', label: 'تجديد الإقامة' }, { id: 'o3', label: 'Renew 🪪' }]
  test('are buttons where they fit, and then not written twice', () => {
    expect(fit([message({ menu: three })], can({ buttons: { most: 3, label: 13 } }))).toEqual([{ text: '您需要什么？', buttons: asButtons }])
  })
  test.each<[string, Capabilities['buttons']]>([
    ['the channel has no buttons', null],
    ['there is one option too many', { most: 2, label: 20 }],
    ['one label is one unit too long', { most: 3, label: 12 }],
  ])('are numbered lines when %s', (_, buttons) => {
    expect(fit([message({ menu: three })], can({ buttons }))).toEqual([{ text: '您需要什么？\n1. 续居留\n2. تجديد الإقامة\n3. Renew 🪪', buttons: [] }])
  })
  test('a label is measured in UTF-16 units: an emoji counts two', () => {
    expect(fit([message({ menu: menuOf('🪪🪪') })], can({ buttons: { most: 1, label: 3 } }))[0]?.buttons).toEqual([])
    expect(fit([message({ menu: menuOf('🪪🪪') })], can({ buttons: { most: 1, label: 4 } }))[0]?.buttons).toHaveLength(1)
  })
  test('of a text in several pieces are under the last one only', () => {
    const parts = fit([message({ text: '第一句话。第二句话。第三句话。', menu: three })], can({ text: { max: 6, unit: 'characters' }, buttons: { most: 3, label: 20 } }))
    expect(parts.map((p) => [p.text, p.buttons.length])).toEqual([['第一句话。', 0], ['第二句话。', 0], ['第三句话。', 3]])
  })
})

describe('a text longer than the channel carries', () => {
  type Unit = Capabilities['text']['unit']
  test.each<[string, string, number, Unit, string[]]>([
    ['stays whole when it just fits', '您好，李伟🪪', 7, 'utf16', ['您好，李伟🪪']],
    ['the same, by characters', '您好，李伟🪪', 6, 'characters', ['您好，李伟🪪']],
    ['the same, by bytes', '您好，李伟🪪', 19, 'bytes', ['您好，李伟🪪']],
    ['one unit less splits at the clause', '您好，李伟🪪', 6, 'utf16', ['您好，', '李伟🪪']],
    ['one byte less splits at the clause', '您好，李伟🪪', 18, 'bytes', ['您好，', '李伟🪪']],
    ['Chinese is cut after a sentence mark', '居留快到期了。请带护照！在哪里办？邮局', 12, 'characters', ['居留快到期了。请带护照！', '在哪里办？邮局']],
    ['Arabic is cut after its question mark', 'أين المكتب؟ أحضروا جواز السفر', 18, 'characters', ['أين المكتب؟', 'أحضروا جواز السفر']],
    ['Arabic without a sentence end is cut after its comma', 'أحضروا الجواز، والصور معكم', 20, 'characters', ['أحضروا الجواز،', 'والصور معكم']],
    ['Italian is cut between sentences', 'Porti il passaporto. Porti le foto. Grazie', 38, 'utf16', ['Porti il passaporto. Porti le foto.', 'Grazie']],
    ['a line end is better than a sentence end', 'Prima riga\nSeconda. Terza riga', 20, 'utf16', ['Prima riga', 'Seconda. Terza riga']],
    ['a full stop at the very edge ends its sentence', 'Uno due tre. Quattro', 12, 'utf16', ['Uno due tre.', 'Quattro']],
    ['words without marks are cut at a space', 'uno due tre quattro', 12, 'utf16', ['uno due tre', 'quattro']],
    ['an amount is never cut', 'La tassa costa 1.116,46 euro', 19, 'utf16', ['La tassa costa', '1.116,46 euro']],
    ['a web address is never cut while a space is near', 'Veda https://a.example/b.c ora', 27, 'utf16', ['Veda https://a.example/b.c', 'ora']],
    ['a run of emoji is cut between them', '🪪🏠📅🚑', 4, 'utf16', ['🪪🏠', '📅🚑']],
  ])('%s', (_, text, max, unit, pieces) => {
    expect(split(text, { max, unit })).toEqual(pieces)
  })

  const FAMILY = '👨‍👩‍👧‍👦'
  const ACCENT = 'e\u0301'
  test.each<[string, string, number, Unit]>([
    ['a family emoji', FAMILY, 12, 'utf16'],
    ['a family emoji by bytes', FAMILY, 30, 'bytes'],
    ['a flag', '🇮🇹', 5, 'utf16'],
    ['an accent of its own', ACCENT, 3, 'utf16'],
    ['an accent of its own by bytes', ACCENT, 4, 'bytes'],
    ['an Arabic letter with its vowel', 'ب\u0650', 3, 'characters'],
    ['an exclamation mark drawn as a picture', '！\uFE0F', 3, 'utf16'],
  ])('%s is never cut inside', (_, one, max, unit) => {
    const pieces = split(one.repeat(5), { max, unit })
    expect(pieces).toEqual([one, one, one, one, one])
  })

  test.each<[string, string, Unit]>([
    ['家', '家', 'bytes'], [FAMILY, FAMILY, 'utf16'], [FAMILY, FAMILY, 'characters'], [FAMILY, FAMILY, 'bytes'], ['م with marks', 'م\u064e\u0651', 'utf16'],
  ])('%s alone is longer than the limit: it is sent whole, and the rest follows', (_, one, unit) => {
    expect(split(`${one}${one}a`, { max: 1, unit })).toEqual([one, one, 'a'])
  })

  test('spaces alone make no empty piece', () => {
    expect(split(`${' '.repeat(30)}您好 👋`, { max: 10, unit: 'utf16' })).toEqual(['您好 👋'])
    expect(split(`ciao${'\n'.repeat(30)}`, { max: 10, unit: 'utf16' })).toEqual(['ciao'])
  })
  test('an empty text stays one empty piece', () => {
    expect(split('', { max: 10, unit: 'bytes' })).toEqual([''])
  })

  const LONG = ['您的居留证快到期了。请带护照复印件、四张照片，还有申请表！在哪里办？在邮局。', 'أحضروا جواز السفر، والصور. أين؟ في مكتب البريد!', `Porti il passaporto 🛂, le foto ${FAMILY} e 116,46 €. Perch${ACCENT}? È la legge.`].join('\n')
  const measures: Record<Unit, (text: string) => number> = { utf16: (t) => t.length, characters: (t) => [...t].length, bytes: (t) => Buffer.byteLength(t) }
  const longest = (unit: Unit): number => Math.max(...[...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(LONG)].map((s) => measures[unit](s.segment)))
  test.each<[Unit]>([['utf16'], ['characters'], ['bytes']])('at every limit in %s each piece fits and nothing but space is lost', (unit) => {
    for (let max = longest(unit); max <= measures[unit](LONG) + 1; max++) {
      const pieces = split(LONG, { max, unit })
      expect(Math.max(...pieces.map(measures[unit])), `limit ${max}`).toBeLessThanOrEqual(max)
      expect(pieces.join('').replace(/\s/g, ''), `limit ${max}`).toBe(LONG.replace(/\s/g, ''))
    }
  })
})
