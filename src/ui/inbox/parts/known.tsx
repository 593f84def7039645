import type { Thread } from '../../../web/contract/inbox.ts'
import { addressOf, openConversation } from '../route.ts'
import { moment } from '../times.ts'
import { t, tOf, topicName } from '../words.ts'
import { Source } from './sources.tsx'

/** Figures that she was told, each with where it comes from and how sure it is. */
export const Told = ({ told }: { told: Thread['told'] }) => (
  <section>
    <h2>{t('person.told')}</h2>
    {told.length === 0 && <p className="none">{t('person.told-none')}</p>}
    <ul className="facts">
      {told.map((fact) => (
        <li key={fact.label}>
          <span className="fact-value">{fact.value}</span> <span className="fact-label">{fact.label}</span>
          <span className="fact-source">
            <Source source={fact} />
            {fact.certainty === 'confirmed' && ` · ${t('person.confirmed')}`}
          </span>
        </li>
      ))}
    </ul>
  </section>
)

export const Notes = ({ notes }: { notes: Thread['notes'] }) => (
  <section>
    <h2>{t('person.notes')}</h2>
    {notes.length === 0 && <p className="none">{t('person.notes-none')}</p>}
    <ul>
      {notes.map((note) => (
        <li key={note.at}>
          <span dir="auto">{note.text}</span>{' '}
          <span className="by">
            {note.name} · {moment(note.at)}
          </span>
        </li>
      ))}
    </ul>
  </section>
)

type HistoryProps = { history: Thread['history']; dateOf: (at: string) => string }

export const History = ({ history, dateOf }: HistoryProps) => (
  <section>
    <h2>{t('person.history')}</h2>
    {history.length === 0 && <p className="none">{t('person.history-none')}</p>}
    <ul>
      {history.map(({ id, openedAt, topic, outcome }) => (
        <li key={id}>
          <a href={addressOf(id)} onClick={(event) => open(event, id)}>
            {topicName(topic)}
          </a>
          <span className="by">
            {dateOf(openedAt)}
            {outcome && ` · ${tOf('outcomes', outcome)}`}
          </span>
        </li>
      ))}
    </ul>
  </section>
)

function open(event: { preventDefault: () => void; ctrlKey: boolean; metaKey: boolean }, id: string): void {
  if (event.ctrlKey || event.metaKey) return
  event.preventDefault()
  void openConversation(id)
}

export const Readers = ({ readers }: { readers: Thread['readers'] }) => (
  <section>
    <h2>{t('person.readers')}</h2>
    <ul>
      {readers.map(({ name, at }) => (
        <li key={name}>
          {name} <span className="by">{moment(at)}</span>
        </li>
      ))}
    </ul>
  </section>
)
