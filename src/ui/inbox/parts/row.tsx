import { type MouseEvent, memo } from 'react'
import type { Row as Shown } from '../queue/settle.ts'
import { addressOf, openConversation } from '../route.ts'
import { useInbox } from '../state.ts'
import { directionOf, languageName, t, tOf, topicName } from '../words.ts'
import { Waited } from './waited.tsx'

type Props = { row: Shown; current: boolean }

/** A link, so that it can also be opened in another tab. */
export const Row = memo(function Row({ row, current }: Props) {
  // Words and topics may change their language under it.
  useInbox((s) => s.words)
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void openConversation(row.id)
  }
  // What its holder has before his eyes is read, whatever the list was told a moment ago.
  const unread = useInbox((s) => (current && row.operator?.id === s.me?.id ? 0 : row.unread))
  const look = ['row-link', row.urgent && row.mode !== 'closed' && 'urgent', row.gone && 'gone', unread > 0 && 'unread']
    .filter(Boolean)
    .join(' ')
  return (
    <li>
      <a id={`row-${row.id}`} className={look} href={addressOf(row.id)} aria-current={current ? 'true' : undefined} onClick={open}>
        <span className="row-top">
          {row.urgent ? (
            <strong className="urgent-word">
              {t('queue.urgent')} · {tOf('urgent', row.urgent)}
            </strong>
          ) : (
            <span className="row-name">{row.name}</span>
          )}
          <Waited mode={row.mode} since={row.since} />
        </span>
        <span className="row-topic">
          {row.urgent && `${row.name} · `}
          {topicName(row.topic)}
        </span>
        {row.lastText && <Last row={row} />}
        <span className="row-foot">
          <span lang={row.language}>{languageName(row.language)}</span>
          <span>{tOf('channels', row.channel)}</span>
          <Holder row={row} />
          {unread > 0 && (
            <span className="dot">
              <span className="visually-hidden">{t('queue.unread', { count: '' })}</span>
              {unread}
            </span>
          )}
        </span>
        {row.gone && <span className="row-gone">{t('queue.gone')}</span>}
      </a>
    </li>
  )
})

const Last = ({ row }: { row: Shown }) => (
  <span className="row-last">
    {row.lastFrom !== 'citizen' && (
      <span className="row-from">{t(row.lastFrom === 'assistant' ? 'queue.from-assistant' : 'queue.from-operator')} </span>
    )}
    <bdi lang={row.language} dir={directionOf(row.language)}>
      {row.lastText}
    </bdi>
  </span>
)

function Holder({ row }: { row: Shown }) {
  const me = useInbox((s) => s.me?.id)
  if (row.mode === 'closed' && row.outcome) return <span>{tOf('outcomes', row.outcome)}</span>
  if (row.mode !== 'attended' || !row.operator) return null
  return <span>{row.operator.id === me ? t('queue.by-me') : t('queue.by', { name: row.operator.name })}</span>
}
