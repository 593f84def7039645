import { useEffect, useRef } from 'react'
import { openDialog } from '../act/actions.ts'
import { isMac } from '../act/keys.ts'
import { isPhone } from '../phone.ts'
import { applyLatest, listIsBusy, searchFor, showMore } from '../queue/queue.ts'
import { differs, freshIn } from '../queue/settle.ts'
import { useInbox } from '../state.ts'
import { t } from '../words.ts'
import { Empty } from './empty.tsx'
import { Filters } from './filters.tsx'
import { Row } from './row.tsx'
import { SearchField } from './search-field.tsx'
import { Views } from './views.tsx'

export function QueuePane() {
  const searching = useInbox((s) => s.found !== null)
  return (
    <nav className="queue" aria-label={t('queue.title')}>
      <h1 className="visually-hidden">{t('queue.title')}</h1>
      <Search />
      {!searching && <Views />}
      {!searching && <Filters />}
      {!searching && <Log />}
      <Trouble />
      {!searching && <Fresh />}
      <List />
    </nav>
  )
}

function Search() {
  const query = useInbox((s) => s.query)
  const label = t('queue.search')
  return <SearchField label={label} hint={isPhone() ? label : `${label}  ${isMac ? '⌘K' : 'Ctrl+K'}`} value={query} maxLength={200} search={searchFor} />
}

/** What was answered by word of mouth belongs to the year's figures too. */
const Log = () => (
  <button type="button" className="action log-contact" aria-keyshortcuts="c" onClick={() => openDialog('contact')}>
    {t('contact.open')}
    <kbd>C</kbd>
  </button>
)

function Trouble() {
  const trouble = useInbox((s) => s.queueTrouble)
  return (
    <p className={trouble ? 'notice bad' : 'visually-hidden'} role="status">
      {trouble}
    </p>
  )
}

/** What changed meanwhile waits here: the list under the hand does not move. */
function Fresh() {
  const rows = useInbox((s) => s.rows)
  const latest = useInbox((s) => s.latest)
  if (!differs(rows, latest)) return null
  const count = freshIn(rows, latest).length
  return (
    <button type="button" className="fresh" onClick={applyLatest}>
      {count > 0 ? t('queue.fresh', { count }) : t('queue.update')}
    </button>
  )
}

function List() {
  const box = useRef<HTMLDivElement>(null)
  const rows = useInbox((s) => s.found?.items ?? s.rows)
  const next = useInbox((s) => (s.found ? s.found.next : s.next))
  const busy = useInbox((s) => s.queueBusy)
  const open = useInbox((s) => s.open)
  useEffect(
    () =>
      listIsBusy(
        () =>
          box.current !== null &&
          (box.current.scrollTop > 0 || box.current.matches(':hover') || box.current.contains(document.activeElement)),
      ),
    [],
  )
  return (
    <div className="list" ref={box} aria-busy={busy}>
      {rows.length === 0 && !busy && <Empty />}
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} current={row.id === open} />
        ))}
      </ul>
      {next !== null && (
        <button type="button" className="more" onClick={() => void showMore()}>
          {t('queue.more')}
        </button>
      )}
    </div>
  )
}
