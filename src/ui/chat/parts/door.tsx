import { useState } from 'preact/hooks'
import { enter } from '../desk.ts'
import { useChat } from '../state.ts'
import { t } from '../words.ts'
import { Papers } from './about.tsx'

/** She came by a link from another channel: nothing of her conversation is shown, and the link is not used up, before she says so. */
export function Door() {
  const { notice, language } = useChat()
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    await enter()
    setBusy(false)
  }
  return (
    <main class="welcome door">
      {notice ? (
        <>
          <p class="notice" role="alert">
            {notice}
          </p>
          <a class="wide" href={`/?lang=${language}`}>
            {t('door-start')}
          </a>
        </>
      ) : (
        <>
          <h1>{t('door-title')}</h1>
          <p>{t('door-text')}</p>
          <button type="button" class="wide" aria-busy={busy} disabled={busy} onClick={() => void go()}>
            {t('door-go')}
          </button>
        </>
      )}
      <Papers />
    </main>
  )
}
