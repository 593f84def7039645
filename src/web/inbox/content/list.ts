import { valueOn } from '../../../core/facts.ts'
import type { FactList, FactRow, FactState } from '../../contract/content.ts'
import type { WebPorts } from '../../ports.ts'
import { asUsed, wordsOf } from './shown.ts'

const PAGE = 50

type Ports = Pick<WebPorts, 'editing' | 'words'>
type Standing = ReturnType<WebPorts['editing']['byState']>[number]
type Asked = { readonly q: string; readonly state: string; readonly after: string }

/** One page of the facts, the most pressing first, and how many there are of each state. */
export function list(ports: Ports, { q, state, after }: Asked, language: string): FactList {
  const wanted = folded(q)
  const rows = ports.editing.byState().map((standing) => row(ports, standing, language)).filter((r) => wanted === '' || folded(`${r.name} ${r.about} ${r.value ?? ''} ${r.publisher}`).includes(wanted))
  const counts: Record<FactState, number> = { 'being-checked': 0, 'past-its-day': 0, 'to-be-verified': 0, 'confirm-at-office': 0, confirmed: 0 }
  for (const r of rows) counts[r.state]++
  const shown = rows.filter((r) => state === '' || r.state === state)
  const from = after === '' ? 0 : shown.findIndex((r) => r.name === after) + 1
  const items = shown.slice(from, from + PAGE)
  return { items, next: from + PAGE < shown.length ? (items.at(-1)?.name ?? null) : null, counts, total: rows.length }
}

export function row({ editing, words }: Ports, { fact, state, uses }: Standing, language: string): FactRow {
  const today = editing.today()
  const value = valueOn(fact, today)
  return {
    name: fact.name, about: titleOf(words, editing.about(fact.name), language), value: value === null ? null : wordsOf(words, fact, value, today, language), isRule: fact.unit === 'rule', state,
    publisher: value === null ? '' : words.fact(asUsed(fact, value, today), language).publisher, seen: value?.source.seen ?? null, readOn: value?.readOn ?? null, recheckBy: fact.recheckBy, uses,
  }
}

/** The procedure's or the sheet's own name; Italian where it has none in this language. */
export const titleOf = (words: WebPorts['words'], about: string | null, language: string): string =>
  about === null ? '' : (words.all(about, language)?.title ?? words.all(about, 'it')?.title ?? about)

/** Accents, case and width do not matter, nor do the points between thousands. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
