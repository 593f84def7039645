import type { ChatMessage } from '../../../web/contract/chat.ts'
import { post } from '../outbox.ts'
import { t } from '../words.ts'
import { Plain } from './text.tsx'
import { Ui } from './ui.tsx'

type Menu = NonNullable<ChatMessage['menu']>
type Props = { menu: Menu; isNow: boolean; isPicking: boolean; chosen: string | null }

/** The choices, with the number that works on every other channel too. Only the last menu can be tapped. */
export const Options = ({ menu, isNow, isPicking, chosen }: Props) => (
  <ol class="options">
    {menu.options.map(({ id, number, label }) => (
      <li key={id}>
        <button
          type="button"
          class={chosen === label ? 'option chosen' : 'option'}
          disabled={!isNow}
          aria-disabled={isPicking}
          onClick={() => !isPicking && post({ kind: 'pick', menu: menu.id, option: id, label })}
        >
          <span class="number">{number}</span>{' '}
          <span class="label">
            <Plain text={label} />
          </span>
          {chosen === label && (
            <span class="tick">
              <span aria-hidden="true">✓</span>
              <span class="hush">
                , <Ui>{t('chosen')}</Ui>
              </span>
            </span>
          )}
        </button>
      </li>
    ))}
  </ol>
)

/** Which option she took in each menu: her next line says it in the same words. */
export function chosenLabels(messages: readonly ChatMessage[]): Map<number, string> {
  const chosen = new Map<number, string>()
  let open: ChatMessage | null = null
  for (const message of messages) {
    if (message.menu) open = message
    else if (message.from === 'you' && open) {
      if (open.menu?.options.some((option) => option.label === message.text)) chosen.set(open.seq, message.text)
      open = null
    }
  }
  return chosen
}
