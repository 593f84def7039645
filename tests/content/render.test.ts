import { describe, expect, test } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import { createRenderer } from '../../src/content/render/render.ts'
import type { Said } from '../../src/core/event.ts'
import type { FactUse } from '../../src/core/facts.ts'
import type { Block, Param } from '../../src/core/params.ts'
import { pizzeria, ROOT } from '../support/pizzeria.ts'

const never = (language: string, key: string): never => { throw new Error(`${key} is missing in ${language}`) }
const render = createRenderer(compile(ROOT).locales, never)
const kitchen = createRenderer(pizzeria().locales, never)

const [FSI, PDI] = ['\u2068', '\u2069']
const isolated = (text: string): string => `${FSI}${text}${PDI}`
/** Thousands and currencies are set apart by spaces that do not break. */
const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

const said = (part: Partial<Said> = {}): Said => ({ kind: 'said', key: 'common:greeting', params: {}, hint: null, why: null, blocks: [], menu: null, facts: [], card: null, ...part })
const fact = (part: Partial<FactUse> = {}): FactUse => ({
  name: 'pizza.price', value: 6.5, unit: 'eur', validFrom: null, publisher: 'Questura di Firenze', url: 'https://questure.example', seen: '2026-11-01', readOn: '2026-11-20', certainty: 'confirmed', ...part,
})

describe('a value in words', () => {
  test.each<[string, Param, string, string]>([
    ['money in Italian', { eur: 116.46 }, 'it', '116,46 €'],
    ['money in English', { eur: 116.46 }, 'en', '€116.46'],
    ['money in Chinese', { eur: 116.46 }, 'zh', '116.46欧元'],
    ['money in Spanish', { eur: 116.46 }, 'es', '116,46 €'],
    ['money in French', { eur: 116.46 }, 'fr', '116,46 €'],
    ['money in Arabic', { eur: 116.46 }, 'ar', isolated('116.46 يورو')],
    ['cents are two, or none', { eur: 6.5 }, 'en', '€6.50'],
    ['a round sum', { eur: 40 }, 'zh', '40欧元'],
    ['thousands in English', { eur: 1116.5 }, 'en', '€1,116.50'],
    ['thousands in French', { eur: 12000 }, 'fr', '12 000 €'],
    ['thousands in Italian', { eur: 12000 }, 'it', '12.000 €'],
    ['a date in Italian', { date: '2027-03-14' }, 'it', 'domenica 14 marzo 2027'],
    ['a date in English', { date: '2027-03-14' }, 'en', 'Sunday, 14 March 2027'],
    ['a date in Chinese', { date: '2027-03-14' }, 'zh', '2027年3月14日星期日'],
    ['a date in Spanish', { date: '2027-03-14' }, 'es', 'domingo, 14 de marzo de 2027'],
    ['a date in French', { date: '2027-03-14' }, 'fr', 'dimanche 14 mars 2027'],
    ['a date in Arabic, with the digits used in Italy', { date: '2027-03-14' }, 'ar', 'الأحد، 14 مارس 2027'],
    ['a leap day', { date: '2028-02-29' }, 'zh', '2028年2月29日星期二'],
    ['an instant is told at the hour of Rome, in winter', { at: '2026-11-24T13:05:00.000Z' }, 'it', '24 novembre alle ore 14:05'],
    ['and in summer', { at: '2027-07-01T22:30:00.000Z' }, 'zh', '7月2日 00:30'],
    ['an instant in Arabic has the same hours as the desk’s', { at: '2026-11-24T13:05:00.000Z' }, 'ar', '24 نوفمبر في 14:05'],
    ['an hour', { time: '09:00' }, 'zh', '09:00'],
    ['twelve months are a year', { months: 12 }, 'en', '1 year'],
    ['twenty-four are two', { months: 24 }, 'zh', '2年'],
    ['eighteen stay months', { months: 18 }, 'it', '18 mesi'],
    ['none are months too', { months: 0 }, 'it', '0 mesi'],
    ['two years in Arabic', { months: 24 }, 'ar', 'سنتين'],
    ['one day', { days: 1 }, 'it', '1 giorno'],
    ['working days', { workingDays: 8 }, 'zh', '8个工作日'],
    ['a language by its name in another', { language: 'zh' }, 'ar', 'الصينية'],
    ['a key is what it says in that language', { key: 'common:answers.yes' }, 'zh', '是'],
    ['a pair', { list: ['Infoline 📞', '055 055'] }, 'it', 'Infoline 📞: 055 055'],
    ['a pair in Chinese', { list: ['Infoline 📞', '055 055'] }, 'zh', 'Infoline 📞：055 055'],
    ['a pair in Arabic', { list: ['Infoline 📞', '055 055'] }, 'ar', `${isolated('Infoline 📞')}: ${isolated('055 055')}`],
    ['a number', 1234.5, 'en', '1,234.5'],
  ])('%s', (_, param, language, words) => {
    expect(plainSpaces(render.param(param, language))).toBe(words)
  })

  test.each<[number, string, string]>([
    [0, '0 يوم', '0 شهر'], [1, 'يوم واحد', 'شهر واحد'], [2, 'يومين', 'شهرين'], [3, '3 أيام', '3 أشهر'], [11, '11 يومًا', '11 شهرًا'], [100, '100 يوم', '100 شهر'],
  ])('Arabic has six plurals: %i', (n, days, months) => {
    expect(render.param({ days: n }, 'ar')).toBe(days)
    expect(render.param({ months: n }, 'ar')).toBe(months)
  })
})

describe('a date and how far it is', () => {
  const relative = (inDays: number, language: string): string => {
    const { blocks } = render.said(said({ blocks: [{ kind: 'dates', rows: [{ key: 'common:total', date: '2027-03-14', inDays }] }] }), language)
    return blocks[0]?.kind === 'dates' ? (/[(（](.*)[)）]$/.exec(blocks[0].rows[0]?.words ?? '')?.[1] ?? '') : ''
  }
  test.each<[string, string, string, string, string, string]>([
    ['it', 'oggi', 'domani', 'ieri', 'fra 110 giorni', '3 giorni fa'],
    ['en', 'today', 'tomorrow', 'yesterday', 'in 110 days', '3 days ago'],
    ['zh', '今天', '还有1天', '1天前', '还有110天', '3天前'],
    ['es', 'hoy', 'mañana', 'ayer', 'dentro de 110 días', 'hace 3 días'],
    ['fr', 'aujourd\'hui', 'demain', 'hier', 'dans 110 jours', 'il y a 3 jours'],
    ['ar', 'اليوم', 'غدًا', 'أمس', 'بعد 110 أيام', 'قبل 3 أيام'],
  ])('%s', (language, today, tomorrow, yesterday, ahead, ago) => {
    expect([0, 1, -1, 110, -3].map((n) => relative(n, language))).toEqual([today, tomorrow, yesterday, ahead, ago])
  })
  test('the machine’s date goes beside the words', () => {
    expect(render.said(said({ blocks: [{ kind: 'dates', rows: [{ key: 'common:total', date: '2027-03-14', inDays: 110 }] }] }), 'zh').blocks)
      .toEqual([{ kind: 'dates', rows: [{ label: '合计', date: '2027-03-14', words: '2027年3月14日星期日（还有110天）' }] }])
  })
})

describe('a source and how sure it is', () => {
  test.each<[string, string, string]>([
    ['it', 'letto il 20/11/2026; pagina del 01/11/2026', 'letto il 20/11/2026; data della pagina sconosciuta'],
    ['en', 'read on 20/11/2026; page of 01/11/2026', 'read on 20/11/2026; date of the page unknown'],
    ['zh', '2026/11/20查阅；网页日期2026/11/1', '2026/11/20查阅；网页日期不明'],
    ['ar', 'قُرئ في 20/11/2026; صفحة بتاريخ 1/11/2026', 'قُرئ في 20/11/2026; تاريخ الصفحة غير معروف'],
  ])('%s: when it was read, and the day of the page or that nobody knows it', (language, known, unknown) => {
    const when = (seen: string | null): string => render.fact(fact({ seen }), language).when.replaceAll('\u200f', '')
    expect([when('2026-11-01'), when(null)]).toEqual([known, unknown])
  })
  test.each<[string, string, string]>([
    ['it', 'Da confermare all\'ufficio', 'Da verificare'], ['zh', '请向办理部门确认', '待核实'], ['ar', 'يجب تأكيده لدى المكتب المختص', 'يجب التحقق منه'],
  ])('%s: a doubt is said, certainty is quiet', (language, office, verify) => {
    const doubt = (certainty: FactUse['certainty']): string => render.fact(fact({ certainty }), language).doubt
    expect([doubt('confirmed'), doubt('confirm-at-office'), doubt('to-be-verified')]).toEqual(['', office, verify])
  })
  test('one note a source, in the order of the facts, with the worst certainty among them', () => {
    const { sources } = render.said(said({ facts: [
      fact({ certainty: 'confirm-at-office' }), fact({ publisher: '邮局 📮', url: null }), fact({ certainty: 'to-be-verified', readOn: '2026-10-02' }), fact(), fact({ url: 'https://altra.example' }),
    ] }), 'it')
    expect(sources.map((s) => [s.publisher, s.url, s.certainty, s.doubt])).toEqual([
      ['Questura di Firenze', 'https://questure.example', 'to-be-verified', 'Da verificare'],
      ['邮局 📮', null, 'confirmed', ''],
      ['Questura di Firenze', 'https://altra.example', 'confirmed', ''],
    ])
    expect(sources[0]?.when).toContain('02/10/2026')
  })
})

describe('right to left', () => {
  test('what a citizen or a fact brings is kept whole inside an Arabic sentence', () => {
    const { dir, text, blocks } = render.said(said({
      key: 'common:read-back', params: { value: 'Li Wei 🪪' },
      blocks: [{ kind: 'rows', rows: [{ key: 'common:sheet.link', value: { url: 'https://a.example/b' } }, { key: 'common:sheet.contact', value: '055 055' }] }, { kind: 'fees', rows: [{ key: 'common:total', eur: 16 }], total: 16 }],
    }), 'ar')
    expect(dir).toBe('rtl')
    expect(text).toBe(`هل تقصدون ${isolated('Li Wei 🪪')}؟`)
    expect(blocks[0]).toMatchObject({ rows: [{ value: isolated('https://a.example/b'), href: 'https://a.example/b' }, { value: isolated('055 055'), href: null }] })
    expect(blocks[1]).toMatchObject({ total: { amount: isolated('16 يورو') } })
  })
  test.each(['it', 'zh', 'en', 'es', 'fr'])('%s needs no such marks', (language) => {
    const { dir, text } = render.said(said({ key: 'common:read-back', params: { value: 'Li Wei 🪪' } }), language)
    expect(dir).toBe('ltr')
    expect(text).toContain('Li Wei 🪪')
    expect(text).not.toMatch(/[\u2066-\u2069]/)
  })
})

describe('a message', () => {
  const order = (part: Partial<Said> = {}): Said => said({
    key: 'pizza:steps.price.text', params: { count: '3', kind: { key: 'pizza:steps.kind.options.marinara' }, day: { date: '2026-12-24' }, price: { eur: 6.5 } },
    blocks: [{ kind: 'rows', rows: [{ key: 'pizza:answers.kind', value: { key: 'pizza:steps.kind.options.marinara' } }] }], card: 'pizza:title', ...part,
  })
  test('is filled with her answers and the facts, in her language', () => {
    expect(kitchen.said(order(), 'zh').text).toBe('3 × 水手，2026年12月24日星期四：每个6.50欧元。')
  })
  test('its card is in two languages: hers, and Italian to show at a counter', () => {
    expect(kitchen.said(order(), 'zh')).toMatchObject({
      blocks: [{ kind: 'rows', rows: [{ label: '披萨', value: '水手' }] }],
      card: { title: '披萨', titleItalian: 'La pizza', textItalian: '3 × Marinara, giovedì 24 dicembre 2026: 6,50 € l\'una.', blocksItalian: [{ kind: 'rows', rows: [{ label: 'Pizza', value: 'Marinara', href: null }] }] },
    })
  })
  test('without a card has none', () => {
    expect(kitchen.said(order({ card: null }), 'zh').card).toBeNull()
  })
  test('numbers its options from one', () => {
    const menu = { id: 'm1', options: ['person', 'menu'].map((id) => ({ id, key: `common:options.${id}`, params: {} })) }
    expect(kitchen.said(said({ menu }), 'ar').menu).toEqual({ id: 'm1', options: [{ id: 'person', number: 1, label: 'الكتابة إلى شخص' }, { id: 'menu', number: 2, label: 'الذهاب إلى القائمة' }] })
  })
  test('hint and reason are words of their own', () => {
    expect(kitchen.said(order({ hint: 'pizza:steps.kind.hint', why: 'common:total' }), 'zh')).toMatchObject({ hint: '例如：玛格丽特。', why: '合计' })
  })
  test.each<[string, Block, object]>([
    ['checklist', { kind: 'checklist', items: [{ id: 'a', key: 'common:read-back', params: { value: '护照 🛂' } }] }, { kind: 'checklist', items: [{ id: 'a', text: '您说的是护照 🛂吗？' }] }],
    ['fees', { kind: 'fees', rows: [{ key: 'common:total', eur: 16 }], total: 16 }, { kind: 'fees', rows: [{ label: '合计', amount: '16欧元' }], total: { label: '合计', amount: '16欧元' } }],
    ['file', { kind: 'file', file: 'f1', name: 'موعد 📅.ics' }, { kind: 'file', id: 'f1', name: 'موعد 📅.ics' }],
  ])('a %s block', (_, block, words) => {
    expect(kitchen.said(order({ blocks: [block] }), 'zh').blocks).toEqual([words])
  })
  test.each(['javascript:alert(1)', 'ftp://a.example', 'tel:112'])('%s is no link', (url) => {
    const { blocks } = render.said(said({ blocks: [{ kind: 'rows', rows: [{ key: 'common:sheet.link', value: { url } }] }] }), 'it')
    expect(blocks).toEqual([{ kind: 'rows', rows: [{ label: 'Pagina ufficiale', value: url, href: null }] }])
  })
})

describe('a citizen’s own text is never read as ours', () => {
  test.each(['$t(common:total)', '{{desk}}', '{{- value}}', '{{value}}', '$t(common:read-back, {"value":"x"})', 'a $& b $1 $$', '<b>ciao</b> & "李伟"', '我叫 $t(common:total) 🪪', 'اسمي {{date}}', ''])('%s', (hers) => {
    expect(render.text('common:read-back', { value: hers }, 'it')).toBe(`Intende ${hers}?`)
    expect(render.text('common:read-back', { value: hers }, 'ar')).toBe(`هل تقصدون ${isolated(hers)}؟`)
  })
  test('nor when a later value could fill it', () => {
    expect(render.text('common:handoff.still.later', { date: '{{time}} $t(common:total)', time: '{{date}}' }, 'it')).toContain('guarda {{time}} $t(common:total) dalle {{date}}.')
  })
  test.each(['lng', 'ns', 'context', 'defaultValue', 'replace', 'returnObjects', 'postProcess', 'interpolation', 'lngs', 'fallbackLng'])('a placeholder may be called %s', (name) => {
    expect(render.text('common:total', { [name]: 'zh' }, 'it')).toBe('Totale')
  })
})

describe('a key that nobody wrote', () => {
  const heard = (): { told: string[]; quiet: ReturnType<typeof createRenderer> } => {
    const told: string[] = []
    return { told, quiet: createRenderer(pizzeria().locales, (language, key) => { told.push(`${language} ${key}`) }) }
  }
  test.each<[string, string]>([['zh', 'pizza:steps.nowhere.text'], ['ar', 'common:nothing.at.all'], ['it', 'menu:steps.cellar.text']])('is told in %s', (language, key) => {
    const { told, quiet } = heard()
    quiet.text(key, {}, language)
    expect(told).toContain(`${language} ${key}`)
  })
  test('in her language only: told, and said in Italian rather than not at all', () => {
    const { told, quiet } = heard()
    expect(quiet.text('lost-umbrella:steps.where.text', {}, 'zh')).toBe('In quale comune?')
    expect(told).toEqual(['zh lost-umbrella:steps.where.text'])
  })
  test('a text that is there tells nothing', () => {
    const { told, quiet } = heard()
    expect(quiet.text('common:units.days', { count: 3 }, 'ar')).toBe('3 أيام')
    expect(told).toEqual([])
  })
  test('may stop everything: a test or a tool throws', () => {
    expect(() => render.text('common:nothing.at.all', {}, 'zh')).toThrow('common:nothing.at.all is missing in zh')
  })
})
