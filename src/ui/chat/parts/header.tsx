import { quickExit } from '../desk.ts'
import { isFramed, tellPage } from '../frame.ts'
import { deskName, set, useChat } from '../state.ts'
import { t } from '../words.ts'
import { About } from './about.tsx'
import { CrossIcon, HideIcon, MinimiseIcon } from './icons.tsx'
import { LanguageMenu } from './language-menu.tsx'

/** Who answers, the language, and two ways to disappear: always there. */
export function Header() {
  const { phase } = useChat()
  return (
    <header class="head">
      <h1 class="hush">{deskName()}</h1>
      <About />
      {phase === 'talking' && <LanguageMenu />}
      <button type="button" class="head-button" onClick={() => set({ hidden: true })} aria-label={t('hide')} title={t('hide')}>
        <HideIcon />
      </button>
      {isFramed && (
        <button type="button" class="head-button" onClick={() => tellPage('close')} aria-label={t('minimise')} title={t('minimise')}>
          <MinimiseIcon />
        </button>
      )}
      <button type="button" class="head-button exit" onClick={quickExit} title={t('exit-hint')}>
        <CrossIcon />
        <span>{t('exit') || 'Esci'}</span>
      </button>
    </header>
  )
}
