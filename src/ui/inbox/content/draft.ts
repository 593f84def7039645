import type { Correct, FactShown } from '../../../web/contract/content.ts'
import { draftOf, keepDraft } from '../saved.ts'

export type Draft = Omit<Correct, 'newest' | 'changedAt'>

const keyOf = (name: string): string => `fact ${name}`

export const hasDraft = (name: string): boolean => draftOf(keyOf(name)) !== ''
export const dropDraft = (name: string): void => keepDraft(keyOf(name), '')
/** Kept on this computer until it is published or given up: neither a reload nor a colleague takes it away. */
export const keep = (name: string, draft: Draft): void => keepDraft(keyOf(name), JSON.stringify(draft))

/** As she left it, else as the fact is today; what has no source yet needs one. */
export function draftFor({ row, values }: FactShown): Draft {
  const now = values.find((value) => value.today) ?? values.at(-1)
  const start: Draft = { value: now?.typed ?? '', from: now?.from ?? null, until: now?.until ?? null, publisher: now === undefined || (now.url === null && !now.institutional) ? '' : now.publisher, url: now?.url ?? '', verify: '', note: '' }
  try {
    return { ...start, ...(JSON.parse(draftOf(keyOf(row.name)) || '{}') as Partial<Draft>) }
  } catch {
    return start
  }
}
