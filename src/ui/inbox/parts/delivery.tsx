import type { Entry } from '../../../web/contract/inbox.ts'
import { t } from '../words.ts'

/** What became of what left the desk. */
export function Delivery({ state, explain }: { state: Entry['delivery']; explain: string | null }) {
  const bad = isTrouble(state)
  if (state === 'none') return null
  return (
    <p className={bad ? 'delivery bad' : 'delivery'}>
      {bad && <span aria-hidden="true">⚠ </span>}
      {t(`delivery.${state}`)}
      {explain && ` · ${explain}`}
    </p>
  )
}

export const isTrouble = (state: Entry['delivery']): boolean => state === 'failed' || state === 'maybe-sent'
