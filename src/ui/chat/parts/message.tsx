import type { ChatMessage } from '../../../web/contract/chat.ts'
import { clock, t } from '../words.ts'
import { Blocks } from './blocks.tsx'
import { Card } from './card.tsx'
import { Files } from './files.tsx'
import { PersonIcon } from './icons.tsx'
import { Options } from './options.tsx'
import { Sources } from './sources.tsx'
import { Paragraphs, Text } from './text.tsx'
import { Ui } from './ui.tsx'

type Props = { message: ChatMessage; id: string; isNow: boolean; isPicking: boolean; chosen: string | null; wasPerson: boolean }

/** What the assistant, a person at the desk or the desk itself says. */
export function Message({ message, id, isNow, isPicking, chosen, wasPerson }: Props) {
  const { from, language, dir, text, hint, why, menu, sources, files, card, blocks } = message
  return (
    <article id={id} class={`line ${from}`} lang={language} dir={dir}>
      <Speaker message={message} wasPerson={wasPerson} />
      {card ? (
        <Card message={message} card={card} />
      ) : (
        <>
          <Paragraphs text={text} />
          <Blocks blocks={blocks} />
        </>
      )}
      {hint && (
        <p class="hint">
          <Text text={hint} />
        </p>
      )}
      {why && (
        <details class="why">
          <summary>
            <Ui>{t('why')}</Ui>
          </summary>
          <Paragraphs text={why} />
        </details>
      )}
      <Files files={files} />
      {menu && <Options menu={menu} isNow={isNow} isPicking={isPicking} chosen={chosen} />}
      <Sources sources={sources} />
    </article>
  )
}

function Speaker({ message, wasPerson }: { message: ChatMessage; wasPerson: boolean }) {
  if (message.from === 'operator') {
    return (
      <p class="speaker">
        <PersonIcon />
        <strong>{message.name ?? <Ui>{t('person-at-desk')}</Ui>}</strong> <time dateTime={message.at}>{clock(message.at)}</time>
      </p>
    )
  }
  return message.from === 'assistant' ? (
    <p class={wasPerson ? 'speaker' : 'hush'}>
      <Ui>{t('assistant')}</Ui>
      {wasPerson ? '' : ':'}
    </p>
  ) : null
}
