import { isPassing, Refused } from './net/api.ts'
import { t } from './words.ts'

/** Refusals whose sentence the desk made for operators. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'taken',
  'no-conversation',
  'no-fact',
  'no-editor',
  'not-yours',
  'no-value',
  'changed-meanwhile',
  'page-changed',
  'nothing-to-undo',
  'not-watched',
  'invalid',
  'already-done',
])

/** What went wrong, in words that say what to do. Only refusals made for operators carry the desk's own sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Refused)) return t('trouble.offline')
  if (OWN_WORDS.has(error.code) && error.message) return error.message
  return isPassing(error) ? t('trouble.server') : t('trouble.not-allowed')
}
