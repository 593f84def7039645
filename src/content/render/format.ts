import type { Language } from '../words.ts'

/** Dates, money and lists as people who read the language write them; every formatter is made once. */
export type Format = {
  readonly date: (date: string) => string
  readonly shortDate: (date: string) => string
  readonly instant: (at: string) => string
  readonly amount: (eur: number) => string
  readonly number: (n: number) => string
  readonly language: (tag: string) => string
  readonly list: (items: readonly string[]) => string
  /** Keeps a Latin or numeric word whole inside a right-to-left sentence. */
  readonly isolate: (text: string) => string
}

const FSI = '\u2068'
const PDI = '\u2069'

export function createFormat({ locale, dir }: Language): Format {
  const full = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' })
  const instant = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Rome' })
  const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: 'always' })
  const round = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: 'always' })
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'long' })
  return {
    date: (date) => full.format(Date.parse(`${date}T00:00:00Z`)),
    shortDate: (date) => short.format(Date.parse(`${date}T00:00:00Z`)),
    instant: (at) => instant.format(Date.parse(at)),
    amount: (eur) => (Number.isInteger(eur) ? round : money).format(eur),
    number: (n) => round.format(n),
    language: (tag) => names.of(tag) ?? tag,
    list: (items) => lists.format(items),
    isolate: dir === 'rtl' ? (text) => `${FSI}${text}${PDI}` : (text) => text,
  }
}
