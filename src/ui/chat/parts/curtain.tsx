import { set } from '../state.ts'
import { t } from '../words.ts'

/** Somebody came near: an empty page, and one tap to come back. */
export const Curtain = () => (
  <div class="curtain">
    <button type="button" ref={(show) => show?.focus()} onClick={() => set({ hidden: false })}>
      {t('show-again')}
    </button>
  </div>
)
