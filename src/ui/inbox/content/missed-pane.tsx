import { Button } from 'design-react-kit'
import { useRef, useState } from 'react'
import type { Missed } from '../../../web/contract/content.ts'
import { addressOf, openConversation } from '../route.ts'
import { useInbox } from '../state.ts'
import { moment } from '../times.ts'
import { languageName, t } from '../words.ts'
import { dismiss, keyOf, loadMissed, moreMissed } from './missed.ts'
import { Tabs } from './tabs.tsx'
import { TaughtTexts } from './taught-list.tsx'
import { TeachForm } from './teach-form.tsx'

/** What nobody understood. Nothing of it is kept anywhere else before somebody asks for it. */
export function MissedPane() {
  const missed = useInbox((s) => s.missed)
  const trouble = useInbox((s) => s.missedTrouble)
  const notHers = useInbox((s) => s.missedNotHers)
  return (
    <main className="missed" id="thread" tabIndex={-1} aria-label={t('content.missed')}>
      <h1 className="visually-hidden">{t('content.title')}</h1>
      <Tabs />
      <div className="missed-body">
        {notHers && <p className="notice">{notHers}</p>}
        {trouble && (
          <div className="alone">
            <p className="notice bad" role="alert">
              {trouble}
            </p>
            <Button color="primary" size="xs" onClick={() => void loadMissed()}>
              {t('composer.retry')}
            </Button>
          </div>
        )}
        {missed && !trouble && (
          <>
            {missed.items.length === 0 ? <p className="empty">{t('content.missing.none')}</p> : <p className="small">{t('content.missing.hint')}</p>}
            <List items={missed.items} />
            {missed.next && (
              <button type="button" className="more" onClick={() => void moreMissed()}>
                {t('content.missing.more')}
              </button>
            )}
            {missed.taught > 0 && <TaughtTexts count={missed.taught} />}
          </>
        )}
      </div>
    </main>
  )
}

function List({ items }: { items: readonly Missed[] }) {
  const list = useRef<HTMLUListElement>(null)
  // What had the focus is gone: the next one has it.
  const goOn = (at: number): void => void requestAnimationFrame(() => (list.current?.querySelectorAll<HTMLElement>(':scope > li')[at] ?? list.current?.closest('main'))?.focus())
  return (
    <ul className="missed-list" ref={list}>
      {items.map((text, at) => (
        <Text key={keyOf(text)} text={text} settled={() => goOn(at)} />
      ))}
    </ul>
  )
}

function Text({ text, settled }: { text: Missed; settled: () => void }) {
  const [teaching, setTeaching] = useState(false)
  const [busy, setBusy] = useState(false)
  const opener = useRef<HTMLParagraphElement>(null)
  const drop = async (): Promise<void> => {
    setBusy(true)
    if (await dismiss(text)) settled()
    setBusy(false)
  }
  const shut = (): void => {
    setTeaching(false)
    requestAnimationFrame(() => opener.current?.querySelector('button')?.focus())
  }
  const guessed = text.guessed.map(({ title, percent }) => `${title} (${percent}%)`).join(' · ')
  return (
    <li tabIndex={-1}>
      <p className="missed-top small">
        <bdi lang={text.language}>{languageName(text.language)}</bdi> · <time dateTime={text.at}>{moment(text.at)}</time> · <Conversation id={text.conversation} />
      </p>
      <p className="missed-text" lang={text.language} dir={text.dir}>
        <bdi>{text.text}</bdi>
      </p>
      <p className="small">{guessed ? t('content.missing.guessed', { topics: guessed }) : t('content.missing.guessed-none')}</p>
      {!teaching && (
        <p className="fact-actions" ref={opener}>
          <Button color="primary" outline size="xs" onClick={() => setTeaching(true)}>
            {t('content.missing.teach')}
          </Button>
          <Button color="secondary" outline size="xs" disabled={busy} onClick={() => void drop()}>
            {t('content.missing.dismiss')}
          </Button>
        </p>
      )}
      {teaching && <TeachForm text={text} shut={shut} settled={settled} />}
    </li>
  )
}

const Conversation = ({ id }: { id: string }) => (
  <a
    href={addressOf(id)}
    onClick={(event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      void openConversation(id)
    }}
  >
    {t('content.missing.open')}
  </a>
)
