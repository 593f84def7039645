import type { ChatMessage } from '../../../web/contract/chat.ts'
import { clock, t } from '../words.ts'
import { Files } from './files.tsx'
import { Paragraphs } from './text.tsx'

/** Her own words, as the server keeps them. */
export function Mine({ message, id, isLast }: { message: ChatMessage; id: string; isLast: boolean }) {
  return (
    <article id={id} class="line mine">
      <p class="hush">{t('you')}:</p>
      <div class="bubble" lang={message.language} dir="auto">
        <Paragraphs text={message.text} />
        <Files files={message.files} />
      </div>
      {isLast && (
        <p class="meta">
          {t('sent')} <time dateTime={message.at}>{clock(message.at)}</time>
        </p>
      )}
    </article>
  )
}
