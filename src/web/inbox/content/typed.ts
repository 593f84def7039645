import type { Fact, FactUnit, FactValue } from '../../../core/facts.ts'

/** What an editor typed as a value, or which word says what is wrong with it: `inbox:content.problems.<problem>`. */
export type Typed = { readonly value: FactValue['value'] } | { readonly problem: 'empty' | 'eur' | 'whole' | 'number' | 'url' | 'phone' | 'email' }

const LONGEST = 500

const readers: Readonly<Record<FactUnit, (text: string) => Typed>> = {
  eur: (text) => amount(text.replace(/(?:^|\s)(?:€|eur|euro)(?=\s|\d|$)|(?<=\d)\s*(?:€|eur|euro)$/gi, '').trim()),
  days: whole, 'working-days': whole, months: whole, years: whole,
  number: (text) => {
    const value = numberIn(text)
    return value === null ? { problem: 'number' } : { value }
  },
  url: (text) => (isPage(text) ? { value: text } : { problem: 'url' }),
  phone: (text) => (/^\+?[\d\s./()-]{3,25}$/.test(text) && text.replace(/\D/g, '').length >= 3 ? { value: text } : { problem: 'phone' }),
  email: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text) ? { value: text } : { problem: 'email' }),
  address: (text) => ({ value: text }),
  text: (text) => ({ value: text }),
  rule: () => ({ value: true }),
}

export function typedValue({ unit }: Pick<Fact, 'unit'>, typed: string): Typed {
  const text = typed.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, LONGEST)
  return text === '' && unit !== 'rule' ? { problem: 'empty' } : readers[unit](text)
}

export const isPage = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text)

function whole(text: string): Typed {
  const value = numberIn(text)
  return value === null || !Number.isInteger(value) ? { problem: 'whole' } : { value }
}

function amount(text: string): Typed {
  const value = numberIn(text)
  return value === null || Math.round(value * 100) / 100 !== value ? { problem: 'eur' } : { value }
}

/** As Italians and others write it: a mark with three figures after it parts thousands, any other is the comma. */
function numberIn(text: string): number | null {
  const figures = text.replace(/[\s'’]/g, '')
  if (!/^\d+(?:[.,]\d+)*$/.test(figures)) return null
  const [first = '', ...parts] = figures.split(/[.,]/)
  const last = parts.at(-1) ?? ''
  const hasComma = parts.length > 0 && (last.length !== 3 || (parts.length === 1 && /^0/.test(first)))
  const thousands = hasComma ? parts.slice(0, -1) : parts
  if (first.length > 12 || (thousands.length > 0 && first.length > 3) || thousands.some((p) => p.length !== 3)) return null
  return Number(`${first}${thousands.join('')}${hasComma ? `.${last}` : ''}`)
}
