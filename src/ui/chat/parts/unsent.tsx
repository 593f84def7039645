import type { SendMessage } from '../../../web/contract/chat.ts'
import { again, discard, type Pending } from '../outbox.ts'
import { useChat } from '../state.ts'
import { size, t } from '../words.ts'
import { Paragraphs } from './text.tsx'

/** Her own words on their way. The same shape as those that arrived, so that nothing moves when they do. */
export function Unsent({ item, id }: { item: Pending; id: string }) {
  const { language } = useChat()
  return (
    <article id={id} class={`line mine ${item.state}`}>
      <p class="hush">{t('you')}:</p>
      <div class="bubble" lang={language} dir="auto">
        {item.file ? (
          <p class="paragraph">
            {item.file.name}{' '}
            <span class="small" dir="ltr">
              {size(item.file.size)}
            </span>
          </p>
        ) : (
          <Paragraphs text={textOf(item.message)} />
        )}
      </div>
      <How item={item} />
    </article>
  )
}

const textOf = (message: SendMessage | null): string =>
  message?.kind === 'text' ? message.text : message?.kind === 'pick' ? message.label : ''

function How({ item }: { item: Pending }) {
  if (item.state === 'sent') return <p class="meta">{t('sent')}</p>
  if (item.state === 'sending') return <p class="meta">{item.file ? t('uploading', { percent: item.percent }) : t('sending')}</p>
  if (item.state === 'failed')
    return (
      <button type="button" class="meta failed" onClick={() => again(item.id)}>
        ⚠ {t('failed')}
      </button>
    )
  return (
    <div class="meta refused">
      <p dir="auto">⚠ {item.note || t('refused')}</p>
      <button type="button" onClick={() => again(item.id)}>
        {t('retry')}
      </button>
      <button type="button" onClick={() => discard(item.id)}>
        {t('remove')}
      </button>
    </div>
  )
}
