import { Fragment } from 'react'
import { SearchField } from '../parts/search-field.tsx'
import { useInbox } from '../state.ts'
import { t, tOf } from '../words.ts'
import { FactRow } from './fact-row.tsx'
import { moreFacts, searchFacts, showState } from './facts.ts'
import { Tabs } from './tabs.tsx'

const STATES = ['being-checked', 'past-its-day', 'to-be-verified', 'confirm-at-office', 'confirmed'] as const

export function FactsPane() {
  const trouble = useInbox((s) => s.factsTrouble)
  return (
    <nav className="queue facts-pane" aria-label={t('content.facts')}>
      <h1 className="visually-hidden">{t('content.title')}</h1>
      <Tabs />
      <Search />
      <States />
      <p className={trouble ? 'notice bad' : 'visually-hidden'} role="status">
        {trouble}
      </p>
      <List />
    </nav>
  )
}

function Search() {
  const q = useInbox((s) => s.factsAsked.q)
  return <SearchField label={t('content.search')} value={q} maxLength={100} search={searchFacts} />
}

/** Which of them, with how many there are. */
function States() {
  const facts = useInbox((s) => s.facts)
  const state = useInbox((s) => s.factsAsked.state)
  return (
    <select className={state ? 'filter on' : 'filter'} aria-label={t('content.sure')} value={state} onChange={(event) => showState(event.currentTarget.value)}>
      <option value="">
        {t('content.all')} {facts && `(${facts.total})`}
      </option>
      {STATES.map((one) => (
        <option key={one} value={one}>
          {tOf('content.state', one)} {facts && `(${facts.counts[one]})`}
        </option>
      ))}
    </select>
  )
}

function List() {
  const facts = useInbox((s) => s.facts)
  const busy = useInbox((s) => s.factsBusy)
  const open = useInbox((s) => s.factOpen)
  const items = facts?.items ?? []
  return (
    <div className="list" aria-busy={busy}>
      {facts && <Calm />}
      {facts && items.length === 0 && !busy && <None />}
      <ul>
        {items.map((row, at) => (
          <Fragment key={row.name}>
            {row.state !== items[at - 1]?.state && (
              <li className="group">
                <h2>
                  {tOf('content.state', row.state)} <span className="count">{facts?.counts[row.state]}</span>
                </h2>
              </li>
            )}
            <FactRow row={row} current={row.name === open} />
          </Fragment>
        ))}
      </ul>
      {facts?.next && (
        <button type="button" className="more" onClick={() => void moreFacts()}>
          {t('content.more')}
        </button>
      )}
    </div>
  )
}

/** When nothing presses, that is said too. */
function Calm() {
  const calm = useInbox((s) => s.facts?.counts['being-checked'] === 0 && s.factsAsked.q === '' && s.factsAsked.state === '')
  return calm ? <p className="calm">{t('content.calm')}</p> : null
}

function None() {
  const { q } = useInbox((s) => s.factsAsked)
  return <p className="empty">{q ? t('content.none', { words: q }) : t('content.none-state')}</p>
}
