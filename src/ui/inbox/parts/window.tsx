import type { Thread } from '../../../web/contract/inbox.ts'
import { moment } from '../times.ts'
import { t } from '../words.ts'

/** What her provider takes now, so that nobody writes into the air. */
export function Window({ window }: { window: Thread['window'] }) {
  if (window === null) return null
  if (!window.open)
    return (
      <p className="window shut">
        <span aria-hidden="true">⏸ </span>
        {t(window.spoken ? 'composer.window-spoken' : window.announces ? 'composer.window-announced' : 'composer.window-shut')}
      </p>
    )
  const until = moment(window.until ?? '')
  return <p className="window">{window.left === null ? t('composer.window-open', { until }) : t('composer.window-left', { until, count: window.left })}</p>
}
