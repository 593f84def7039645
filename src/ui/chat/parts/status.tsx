import { useState } from 'preact/hooks'
import { open } from '../desk.ts'
import { set, useChat } from '../state.ts'
import { t } from '../words.ts'
import { PersonIcon } from './icons.tsx'
import { Text } from './text.tsx'

/** Between the thread and the composer: who answers now, or how long it will take. */
export function Status() {
  const { now, notice } = useChat()
  return (
    <>
      <div class="status" role="status">
        {notice && <p class="notice">{notice}</p>}
        <Now />
      </div>
      {now?.mode === 'closed' && <StartAgain />}
    </>
  )
}

function Now() {
  const { now } = useChat()
  if (now?.mode === 'attended')
    return (
      <p class="attended">
        <PersonIcon />
        {now.operator ? t('attended', { name: `\u2068${now.operator}\u2069` }) : t('attended-nameless')}
      </p>
    )
  if (now?.mode === 'queued')
    return (
      <p class="queued">
        {now.waiting ? <Text text={now.waiting} /> : <strong>{t('queued')}</strong>}
      </p>
    )
  if (now?.mode === 'waiting') return <p class="working">{t('working')}</p>
  if (now?.mode === 'closed') return <p>{t('closed')}</p>
  return now && !now.desk.open ? <p class="small">{t('desk-closed')}</p> : null
}

function StartAgain() {
  const { language } = useChat()
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    await open(language).catch(() => set({ notice: t('problem') }))
    setBusy(false)
  }
  return (
    <button type="button" class="wide primary" disabled={busy} onClick={() => void again()}>
      {t('start-again')}
    </button>
  )
}
