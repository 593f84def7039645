import type { AnswerKind } from '../../core/flow.ts'

/** How an answer is gathered by keys: how many at most, its prompt, and what they mean as words; null: they mean nothing. */
export type Keyed = { readonly most: number; readonly prompt: string; readonly typed: (keys: string) => string | null }

const number: Keyed = { most: 20, prompt: 'number', typed: (keys) => (/^\d+$/.test(keys) ? keys : null) }

/** What cannot be keyed is not here: words, names, addresses. Yes and no are choices. */
export const KEYED: Readonly<Partial<Record<AnswerKind, Keyed>>> = {
  date: { most: 8, prompt: 'date', typed: (keys) => (/^\d{8}$/.test(keys) ? `${keys.slice(0, 2)}/${keys.slice(2, 4)}/${keys.slice(4)}` : null) },
  number, money: number,
  phone: { ...number, prompt: 'phone' },
}

/** A number to call back as it is keyed: with 00 or 0 or a mobile's 3 it is one in Italy or abroad. null: it is none. */
export function keyedNumber(keys: string): string | null {
  const abroad = /^00([1-9]\d{6,14})$/.exec(keys)?.[1]
  if (abroad !== undefined) return `+${abroad}`
  return /^[03]\d{5,11}$/.test(keys) ? `+39${keys}` : null
}
