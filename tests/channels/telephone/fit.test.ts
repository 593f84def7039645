import { describe, expect, test } from 'vitest'
import type { Part, Told } from '../../../src/channels/channel.ts'
import { fit } from '../../../src/channels/fit.ts'
import { TELEPHONE } from '../../../src/channels/telephone/can.ts'
import type { Rendered, RenderedBlock } from '../../../src/core/rendered.ts'

const said = (part: Partial<Rendered> = {}): Told => ({ kind: 'said', rendered: { language: 'it', dir: 'ltr', text: 'Buongiorno.', hint: null, why: null, blocks: [], menu: null, sources: [], card: null, ...part } })
const menu = { id: 'm1.1.abcd', options: [{ id: 'renew', number: 1, label: 'Rinnovo' }, { id: 'zh', number: 2, label: '续居留' }] }
const list = (n: number): RenderedBlock => ({ kind: 'checklist', items: Array.from({ length: n }, (_, i) => ({ id: `d${i}`, text: `Documento ${i}` })) })
const words = (...turn: Told[]) => fit(turn, TELEPHONE).map((p) => (p.kind === 'text' ? p.text : p.kind)).join('|')
const last = (...turn: Told[]) => fit(turn, TELEPHONE).at(-1) as Extract<Part, { kind: 'text' }>

describe('what is said aloud', () => {
  test.each<[string, string, string]>([
    ['an address takes its sentence with it', 'Prima. Apra https://comune.example.it/a?b=1. Dopo.', 'Prima. Dopo.'],
    ['in Chinese too', '这是助手。数据：https://comune.example.it/p。再见！', '这是助手。再见！'],
    ['and in Arabic', 'مرحبا؟ الموقع: https://comune.example.it/p', 'مرحبا؟'],
    ['an e-mail address too', 'Scriva a info@comune.example.it. Oppure venga.', 'Oppure venga.'],
    ['a sum keeps its points', 'Costa 1.200,50 €. Va bene?', 'Costa 1.200,50 €. Va bene?'],
    ['marks that direct letters are not heard', '\u2068Rossi\u2069 ☐ ok\u200b', 'Rossi  ok'],
    ['emoji stay', 'Grazie 🏠👨‍👩‍👦', 'Grazie 🏠👨‍👩‍👦'],
  ])('%s', (_, text, heard) => expect(words(said({ text }))).toBe(heard))

  test('the hint and the reason follow; sources do not', () => {
    const sources = [{ publisher: 'Ministero', url: 'https://a.it', when: 'letto oggi', certainty: 'confirmed' as const, doubt: '' }]
    expect(words(said({ hint: 'Per esempio così.', why: 'Perché serve.', sources }))).toBe('Buongiorno.\nPer esempio così.\nPerché serve.')
  })
  test('sums, dates and rows are read; a short list too', () => {
    const blocks: RenderedBlock[] = [
      { kind: 'fees', rows: [{ label: 'Marca', amount: '16 €' }], total: { label: 'Totale', amount: '16 €' } }, { kind: 'dates', rows: [{ label: 'Scade', date: '2027-03-12', words: 'venerdì 12 marzo 2027' }] },
      { kind: 'rows', rows: [{ label: 'Telefono', value: '055 123456', href: 'tel:055123456' }, { label: 'Pagina', value: 'https://a.it', href: 'https://a.it' }] }, list(3),
    ]
    expect(words(said({ blocks }))).toBe('Buongiorno.\nMarca: 16 €.\nTotale: 16 €.\nScade: venerdì 12 marzo 2027.\nTelefono: 055 123456.\nDocumento 0.\nDocumento 1.\nDocumento 2.')
  })
  test('a card is read in her language only', () => {
    expect(words(said({ card: { title: '卡片', titleItalian: 'Scheda', textItalian: 'Mostri.', blocksItalian: [] }, text: '请出示。' }))).toBe('卡片\n请出示。')
  })
})

describe('what stands beside the last words', () => {
  test('choices are labels, never numbered lines', () => {
    expect(last(said({ menu }))).toMatchObject({ text: 'Buongiorno.', buttons: [{ id: 'm1.1.abcd:renew', label: 'Rinnovo' }, { id: 'm1.1.abcd:zh', label: '续居留' }], spoken: { expects: null } })
  })
  test('the newest question counts', () => {
    expect(last(said({ menu }), said({ text: 'Quando scade?', expects: 'date' }))).toMatchObject({ buttons: [], spoken: { expects: 'date' } })
    expect(last(said({ expects: 'date' }), said({ menu }))).toMatchObject({ buttons: [{ label: 'Rinnovo' }, { label: '续居留' }], spoken: { expects: null } })
  })
  test.each<[string, Told[], object]>([
    ['nothing more', [said({ blocks: [list(3)] })], { documents: 0, unread: false }],
    ['a long list is only counted', [said({ blocks: [list(4)] })], { documents: 4, unread: true }],
    ['two lists', [said({ blocks: [list(4)] }), said({ blocks: [list(9)] })], { documents: 13, unread: true }],
    ['a card', [said({ card: { title: 'a', titleItalian: 'a', textItalian: 'a', blocksItalian: [] } })], { documents: 0, unread: true }],
    ['a file', [said(), { kind: 'file', file: { id: 'f', name: 'a.ics', mime: 'text/calendar', bytes: 3 } }], { documents: 0, unread: true }],
    ['a sentence with an address', [said({ text: 'Prima. Apra https://comune.example.it/a. Dopo.' })], { documents: 0, unread: true }],
    ['one in the reason', [said({ why: 'Lo dice https://comune.example.it/a.' })], { documents: 0, unread: true }],
    ['one in a row', [said({ blocks: [{ kind: 'rows', rows: [{ label: 'Pagina', value: 'https://a.it', href: 'https://a.it' }] }] })], { documents: 0, unread: true }],
    ['only a file', [{ kind: 'file', file: { id: 'f', name: 'a.ics', mime: 'text/calendar', bytes: 3 } }], { documents: 0, unread: true }],
  ])('%s', (_, turn, beside) => {
    expect(last(...turn).spoken).toMatchObject(beside)
    expect(fit(turn, TELEPHONE).map((p) => p.kind)).toEqual(['text'])
  })
})

describe('what an operator wrote', () => {
  const replied = (text: string): Told => ({ kind: 'replied', text, files: [] })
  test.each<[string, string, string]>([
    ['Italian', 'Venga martedì. Il modulo è su https://comune.example.it/modulo e va firmato prima.', 'Venga martedì.'],
    ['Chinese', '请周二来。📅表格在 https://comune.example.it/zh，请先签字。', '请周二来。'],
    ['Arabic', 'تعالوا يوم الثلاثاء. النموذج على https://comune.example.it/ar ويجب توقيعه.', 'تعالوا يوم الثلاثاء.'],
    ['nothing of it', 'Scriva a ufficio@comune.example.it entro lunedì.', ''],
  ])('keeps what can be heard, and says that there is more to read: %s', (_, text, heard) => {
    expect(last(replied(text))).toMatchObject({ text: heard, spoken: { unread: true } })
  })
  test('all of it is heard where it has no address', () => {
    expect(last(replied('Venga martedì alle 9.30 👍'))).toMatchObject({ text: 'Venga martedì alle 9.30 👍', spoken: { unread: false } })
  })
})
