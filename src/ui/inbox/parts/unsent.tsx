import { again, takeBack } from '../act/outbox.ts'
import { REPLY_FIELD } from '../act/keys.ts'
import type { Reply } from '../state.ts'
import { moment } from '../times.ts'
import { directionOf, t } from '../words.ts'

/** A reply that the desk has not confirmed yet. */
export const Unsent = ({ reply, language }: { reply: Reply; language: string }) => (
  <li className="entry operator unsent">
    <p className="entry-head">
      <strong>{t('thread.desk')}</strong> <time dateTime={reply.at}>{moment(reply.at)}</time>
    </p>
    <p className="said-text" lang={language} dir={directionOf(language)}>
      {reply.text}
    </p>
    {reply.state === 'refused' ? (
      <Refused reply={reply} />
    ) : (
      <p className="delivery">{t(reply.state === 'sending' ? 'delivery.sending' : 'delivery.will-retry')}</p>
    )}
  </li>
)

const Refused = ({ reply }: { reply: Reply }) => (
  <p className="delivery bad">
    <span aria-hidden="true">⚠ </span>
    {t('delivery.refused')} · {reply.note}{' '}
    <button type="button" className="plain" onClick={() => again(reply.id)}>
      {t('composer.retry')}
    </button>{' '}
    <button type="button" className="plain" onClick={() => insert(takeBack(reply.id))}>
      {t('composer.discard')}
    </button>
  </p>
)

const insert = (text: string): void => {
  const field = document.getElementById(REPLY_FIELD)
  field?.dispatchEvent(new CustomEvent('insert', { detail: text }))
}
