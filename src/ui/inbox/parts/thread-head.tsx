import { useEffect, useRef } from 'react'
import { isPhone } from '../phone.ts'
import { closeConversation } from '../route.ts'
import { set, useInbox } from '../state.ts'
import { languageName, t, tOf, topicName } from '../words.ts'
import { Waited } from './waited.tsx'

/** The browser's way back takes a moment. */
const FOCUS_MS = 100

export function ThreadHead() {
  const summary = useInbox((s) => s.thread?.summary)
  const title = useRef<HTMLHeadingElement>(null)
  // On a phone the new screen takes the focus; beside the list, the list keeps it.
  useEffect(() => {
    if (isPhone()) title.current?.focus()
  }, [])
  if (!summary) return null
  const { id, name, language, topic, urgent, mode, since, operator } = summary
  const back = (): void => {
    closeConversation()
    setTimeout(
      () => (document.getElementById(`row-${id}`) ?? document.querySelector<HTMLElement>('.views [aria-pressed="true"]'))?.focus(),
      FOCUS_MS,
    )
  }
  return (
    <header className={urgent && mode !== 'closed' ? 'thread-head urgent' : 'thread-head'}>
      <button type="button" className="back" onClick={back}>
        <span aria-hidden="true">‹</span>
        <span className="visually-hidden">{t('thread.back')}</span>
      </button>
      <div className="thread-who">
        <h2 ref={title} tabIndex={-1}>
          {name} · <span lang={language}>{languageName(language)}</span> · {topicName(topic)}
        </h2>
        <p className="thread-state">
          {urgent && (
            <strong className="urgent-word">
              {t('queue.urgent')} · {tOf('urgent', urgent)}
            </strong>
          )}
          <span>{mode === 'attended' && operator ? t('queue.by', { name: operator.name }) : tOf('modes', mode)}</span>
          <Waited mode={mode} since={since} />
        </p>
      </div>
      <button type="button" className="to-person plain" onClick={() => set({ personOpen: true })}>
        {t('thread.person')}
      </button>
    </header>
  )
}
