import { useEffect, useRef } from 'react'
import { closeFact } from '../route.ts'
import { useInbox } from '../state.ts'
import { t } from '../words.ts'
import { Doing } from './doing.tsx'
import { FactHead } from './fact-head.tsx'
import { loadFact } from './facts.ts'
import { History } from './history.tsx'
import { PageOf } from './page-of.tsx'
import { Places } from './places.tsx'
import { Values } from './values.tsx'

/** The old fact stays on the screen, quiet, until the new one is here. */
export function FactPane() {
  const open = useInbox((s) => s.factOpen)
  const fact = useInbox((s) => s.fact)
  const trouble = useInbox((s) => s.factTrouble)
  const box = useRef<HTMLElement>(null)
  const name = fact?.row.name
  useEffect(() => {
    if (name !== undefined) box.current?.scrollTo(0, 0)
  }, [name])
  const loading = open !== null && open !== name && trouble === null
  return (
    <main ref={box} className={loading ? 'thread fact loading' : 'thread fact'} id="thread" tabIndex={-1} aria-label={t('content.title')} aria-busy={loading}>
      {trouble && open && <Trouble words={trouble} name={open} />}
      {!trouble && open === null && (
        <div className="choose">
          <p className="choose-first">{t('content.choose')}</p>
          <p>{t('content.choose-next')}</p>
        </div>
      )}
      {!trouble && open !== null && fact && (
        <article className="fact-body" key={name}>
          <FactHead fact={fact} />
          <Doing fact={fact} />
          <PageOf fact={fact} />
          <Values fact={fact} />
          <Places places={fact.places} />
          <History fact={fact} />
        </article>
      )}
    </main>
  )
}

const Trouble = ({ words, name }: { words: string; name: string }) => (
  <div className="alone">
    <p className="notice bad" role="alert">
      {words}
    </p>
    <button type="button" className="btn btn-primary btn-xs" onClick={() => void loadFact(name)}>
      {t('composer.retry')}
    </button>
    <button type="button" className="plain" onClick={closeFact}>
      {t('content.back')}
    </button>
  </div>
)
