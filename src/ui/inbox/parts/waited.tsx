import type { Summary } from '../../../web/contract/inbox.ts'
import { useNow } from '../clock.ts'
import { ago, lasted } from '../times.ts'
import { t } from '../words.ts'

/** How long she has waited for a person; for the others, when something last happened. */
export function Waited({ mode, since }: Pick<Summary, 'mode' | 'since'>) {
  const waits = mode === 'queued'
  const words = useNow((now) => (waits ? lasted : ago)(now - Date.parse(since)))
  return (
    <time className={waits ? 'waited now' : 'waited'} dateTime={since}>
      {waits && <span className="visually-hidden">{t('queue.waits-for')} </span>}
      {words}
    </time>
  )
}
