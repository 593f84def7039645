import { memo } from 'react'
import type { Entry } from '../../../web/contract/inbox.ts'
import { useInbox } from '../state.ts'
import { clock, moment } from '../times.ts'
import { t } from '../words.ts'
import { Both } from './both.tsx'
import { Delivery } from './delivery.tsx'
import { Files } from './files.tsx'

/** One line of the transcript: hers, an operator's, or something that happened. */
export const EntryItem = memo(function EntryItem({ entry }: { entry: Entry }) {
  useInbox((s) => s.words)
  if (entry.kind === 'event') return <EventLine entry={entry} />
  const who = entry.kind === 'citizen' ? t('thread.citizen') : (entry.name ?? t('thread.desk'))
  return (
    <li className={`entry ${entry.kind}`}>
      <p className="entry-head">
        <strong>{who}</strong> <time dateTime={entry.at}>{moment(entry.at)}</time>
      </p>
      <Both entry={entry} />
      <Files files={entry.files} />
      <Delivery state={entry.delivery} explain={entry.explain} />
    </li>
  )
})

const EventLine = ({ entry }: { entry: Entry }) => (
  <li className="event">
    <span lang={entry.language} dir={entry.dir}>
      {entry.text}
    </span>{' '}
    <time dateTime={entry.at}>{clock(entry.at)}</time>
  </li>
)
