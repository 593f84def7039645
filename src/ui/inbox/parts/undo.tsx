import { GRACE_MS, undo } from '../act/later.ts'
import { useNow } from '../clock.ts'
import { type Later, useInbox } from '../state.ts'
import { t } from '../words.ts'

export function Undo() {
  const later = useInbox((s) => s.later)
  if (later.length === 0) return null
  return (
    <section className="undo" aria-label={t('actions.undo-region')}>
      {later.map((one) => (
        <Toast key={one.id} later={one} />
      ))}
    </section>
  )
}

function Toast({ later }: { later: Later }) {
  const words = useNow((now) => later.soon(Math.min(GRACE_MS / 1000, Math.max(1, Math.ceil((later.until - now) / 1000)))))
  return (
    <p className="undo-toast">
      <span>{words}</span>
      <button type="button" className="undo-button" onClick={() => undo(later)}>
        {t('actions.undo')}
      </button>
    </p>
  )
}
