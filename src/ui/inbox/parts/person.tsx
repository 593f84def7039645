import { useEffect, useRef } from 'react'
import { set, useInbox } from '../state.ts'
import { day, moment } from '../times.ts'
import { languageName, t, tOf, topicName } from '../words.ts'
import { History, Notes, Readers, Told } from './known.tsx'
import { Pairs } from './pairs.tsx'

/** What the desk knows of her and of this conversation. */
export function Person() {
  const thread = useInbox((s) => s.thread)
  const desk = useInbox((s) => s.me?.desk.name ?? '')
  if (!thread) return <aside className="person" aria-label={t('person.title')} />
  const { summary, openedAt, answers } = thread
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reachable by keyboard
    <aside className="person" tabIndex={0} aria-label={t('person.title')}>
      <Back />
      <section>
        <h2>{t('person.title')}</h2>
        <Pairs
          rows={[
            [
              t('person.language'),
              <span key="language" lang={summary.language}>
                {languageName(summary.language)}
              </span>,
            ],
            [t('person.topic'), topicName(summary.topic)],
            [t('person.channel'), tOf('channels', summary.channel)],
            [t('person.desk'), desk],
            [t('person.opened'), moment(openedAt)],
            [t('person.state'), tOf('modes', summary.mode)],
          ]}
        />
      </section>
      <section>
        <h2>{t('person.answers')}</h2>
        {answers.length === 0 ? (
          <p className="none">{t('person.answers-none')}</p>
        ) : (
          <Pairs rows={answers.map(({ label, value }) => [label, value])} />
        )}
      </section>
      <Told told={thread.told} />
      <Notes notes={thread.notes} />
      <History history={thread.history.filter((one) => one.id !== summary.id)} dateOf={day} />
      <Readers readers={thread.readers} />
    </aside>
  )
}

/** On a phone this column is a screen of its own. */
function Back() {
  const open = useInbox((s) => s.personOpen)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (open) button.current?.focus()
  }, [open])
  const back = (): void => {
    set({ personOpen: false })
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.to-person')?.focus())
  }
  return (
    <button type="button" ref={button} className="person-back plain" onClick={back}>
      <span aria-hidden="true">‹ </span>
      {t('thread.hide-person')}
    </button>
  )
}
