import { useRef, useState } from 'preact/hooks'
import { clearPhone } from '../desk.ts'
import { deskName, useChat } from '../state.ts'
import { t } from '../words.ts'
import { useDismiss } from './dismiss.ts'
import { ChevronIcon, InfoIcon } from './icons.tsx'

/** The desk's name; a tap opens who it is, its papers, and how to clear this phone. */
export function About() {
  const { phase } = useChat()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useDismiss(box, open, (refocus) => {
    setOpen(false)
    if (refocus) button.current?.focus()
  })
  return (
    <div class="about" ref={box}>
      <button type="button" ref={button} class="about-name" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="about-text" dir="auto">
          {deskName()}
        </span>
        <span class="about-sign">
          <InfoIcon />
        </span>
        <span class="hush">. {t('about')}</span>
        <ChevronIcon />
      </button>
      {open && (
        <div class="about-panel">
          <p class="about-title">{deskName()}</p>
          <Papers />
          <p class="small">
            <strong>{t('exit')}</strong> · {t('exit-hint')}. {t('exit-keys')}
          </p>
          {phase === 'talking' && <ClearPhone done={() => setOpen(false)} />}
        </div>
      )}
    </div>
  )
}

/** Privacy, accessibility statement and an address to complain to. */
export function Papers() {
  const { start } = useChat()
  if (!start) return null
  const { privacyUrl, accessibilityUrl, feedbackAddress } = start.desk
  return (
    <ul class="papers">
      <li>
        <a href={privacyUrl} target="_blank" rel="noopener">
          {t('privacy')}
        </a>
      </li>
      {accessibilityUrl && (
        <li>
          <a href={accessibilityUrl} target="_blank" rel="noopener">
            {t('accessibility')}
          </a>
        </li>
      )}
      {feedbackAddress && (
        <li>
          <a href={`mailto:${feedbackAddress}`}>{t('feedback')}</a>
        </li>
      )}
    </ul>
  )
}

function ClearPhone({ done }: { done: () => void }) {
  const [sure, setSure] = useState(false)
  const clear = () => {
    done()
    clearPhone()
  }
  if (!sure)
    return (
      <button type="button" class="wide" onClick={() => setSure(true)}>
        {t('clear-phone')}
      </button>
    )
  return (
    <>
      <p class="small" role="status">
        {t('clear-phone-why')}
      </p>
      <button type="button" class="wide danger" ref={(now) => now?.focus()} onClick={clear}>
        {t('clear-phone-now')}
      </button>
    </>
  )
}
