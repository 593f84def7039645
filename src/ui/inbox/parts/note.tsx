import type { Thread } from '../../../web/contract/inbox.ts'
import { moment } from '../times.ts'
import { t } from '../words.ts'
import { Text } from './text.tsx'

export const NoteItem = ({ note }: { note: Thread['notes'][number] }) => (
  <li className="entry note">
    <p className="entry-head">
      <strong>
        {t('thread.note')} · {note.name}
      </strong>{' '}
      <time dateTime={note.at}>{moment(note.at)}</time>
    </p>
    <p className="said-text" dir="auto">
      <Text text={note.text} />
    </p>
  </li>
)
