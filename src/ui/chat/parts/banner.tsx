import { useChat } from '../state.ts'
import { t } from '../words.ts'

/** One line under the header: a demonstration, or no connection. */
export function Banner() {
  const { start, link, phase } = useChat()
  const trouble = phase !== 'talking' || link === 'live' ? '' : t(link)
  return (
    <>
      {start?.desk.demonstration && <p class="banner">{t('demonstration')}</p>}
      <p class={trouble ? 'banner trouble' : 'hush'} role="status">
        {trouble}
      </p>
    </>
  )
}
