import type { ChatMessage } from '../../../web/contract/chat.ts'
import { useChat } from '../state.ts'
import { t } from '../words.ts'
import { useFollowing } from '../scroll.ts'
import { DownIcon } from './icons.tsx'
import { Message } from './message.tsx'
import { Mine } from './mine.tsx'
import { chosenLabels } from './options.tsx'
import { Unsent } from './unsent.tsx'

/** The conversation. New lines are read aloud politely; the history that was there at arrival is not. */
export function Thread() {
  const { messages, pending } = useChat()
  const shown = pending.filter((item) => item.message?.kind !== 'language')
  const { box, fresh, toEnd } = useFollowing(messages, shown.length)
  const menu = [...messages].reverse().find((message) => message.menu)?.seq
  const isPicking = pending.some((item) => item.message?.kind === 'pick' && item.state === 'sending')
  const chosen = chosenLabels(messages)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of a keyboard
    <main class="thread" ref={box} tabIndex={0} aria-label={t('conversation')}>
      <div class="lines" role="log" aria-label={t('conversation')} aria-live="polite" aria-relevant="additions">
        {messages.map((message, index) =>
          message.from === 'you' ? (
            <Mine key={keyOf(message)} id={keyOf(message)} message={message} isLast={!shown.length && index === messages.length - 1} />
          ) : (
            <Message
              key={keyOf(message)}
              id={keyOf(message)}
              message={message}
              chosen={chosen.get(message.seq) ?? null}
              isNow={message.seq === menu}
              isPicking={isPicking}
              wasPerson={speakerBefore(messages, index) === 'operator'}
            />
          ),
        )}
        {shown.map((item) => (
          <Unsent key={`m-${item.id}`} id={`m-${item.id}`} item={item} />
        ))}
      </div>
      {fresh && (
        <div class="to-end">
          <button type="button" onClick={toEnd}>
            <span>{t('new-messages')}</span>
            <DownIcon />
          </button>
        </div>
      )}
    </main>
  )
}

/** Her own line keeps its key when the server's copy takes the place of ours, so that it is not read aloud twice. */
const keyOf = (message: ChatMessage): string => (message.clientId ? `m-${message.clientId}` : `s-${message.seq}`)

const speakerBefore = (messages: readonly ChatMessage[], index: number) =>
  messages
    .slice(0, index)
    .reverse()
    .find((message) => message.from !== 'you')?.from ?? null
