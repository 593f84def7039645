import { filterBy, showView } from '../queue/queue.ts'
import { useInbox } from '../state.ts'
import { minutes } from '../times.ts'
import { t } from '../words.ts'

/** An empty list says what was done and what to do next. */
export function Empty() {
  const view = useInbox((s) => s.view)
  const filtered = useInbox((s) => Object.values(s.filters).some(Boolean))
  const query = useInbox((s) => (s.found ? s.query : ''))
  if (query) return <p className="empty">{t('queue.found-none', { words: query })}</p>
  if (filtered)
    return (
      <div className="empty">
        <p>{t('empty.filtered')}</p>
        <button type="button" className="plain" onClick={() => filterBy({ language: '', topic: '', channel: '' })}>
          {t('queue.clear-filters')}
        </button>
      </div>
    )
  return (
    <div className="empty">
      <p>{t(`empty.${view}`)}</p>
      {view === 'mine' && (
        <button type="button" className="plain" onClick={() => showView('waiting')}>
          {t('empty.mine-next')}
        </button>
      )}
      {view === 'waiting' && <Day />}
    </div>
  )
}

export function Day() {
  const day = useInbox((s) => s.day)
  if (!day) return null
  const time = day.medianMinutes === null ? null : minutes(day.medianMinutes)
  return <p>{time === null ? t('empty.day-none') : t('empty.day', { count: day.answered, time })}</p>
}
