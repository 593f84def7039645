import { isPassing, Refused } from './net/api.ts'
import { t } from './words.ts'

/** What went wrong, in words that say what to do. Only refusals made for operators carry the desk's own sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Refused)) return t('trouble.offline')
  if ((error.code === 'taken' || error.code === 'no-conversation') && error.message) return error.message
  return isPassing(error) ? t('trouble.server') : t('trouble.not-allowed')
}
