import { useInbox } from '../state.ts'
import { t } from '../words.ts'
import { Day } from './empty.tsx'

/** Nothing is open: what to do, and how the day went. An empty list has already said its own. */
export function Choose() {
  const none = useInbox((s) => (s.found?.items ?? s.rows).length === 0)
  const busy = useInbox((s) => s.counts === null)
  if (busy) return null
  return (
    <div className="choose">
      {!none && <p className="choose-first">{t('empty.choose')}</p>}
      <p>{t('empty.choose-keys', { next: 'J', previous: 'K', help: '?' })}</p>
      {!none && <Day />}
    </div>
  )
}
