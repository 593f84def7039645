import { showView } from '../queue/queue.ts'
import { useInbox, type View } from '../state.ts'
import { t } from '../words.ts'

const VIEWS: readonly View[] = ['mine', 'waiting', 'scripted', 'attended', 'closed']

export function Views() {
  const view = useInbox((s) => s.view)
  const counts = useInbox((s) => s.counts)
  return (
    <fieldset className="views" aria-label={t('queue.views')}>
      {VIEWS.map((one) => {
        const count = one === 'closed' ? undefined : counts?.[one]
        return (
          <button key={one} type="button" aria-pressed={one === view} onClick={() => showView(one)}>
            {t(`queue.${one}`)} {count !== undefined && <span className="count">{count}</span>}
          </button>
        )
      })}
    </fieldset>
  )
}
