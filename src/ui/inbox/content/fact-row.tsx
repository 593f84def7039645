import { type MouseEvent, memo } from 'react'
import type { FactRow as Shown } from '../../../web/contract/content.ts'
import { addressIn, openFact } from '../route.ts'
import { useInbox } from '../state.ts'
import { date } from '../times.ts'
import { t } from '../words.ts'

export const usesIn = (count: number): string => (count === 0 ? t('content.uses-none') : count === 1 ? t('content.uses-one') : t('content.uses', { count }))

export const FactRow = memo(function FactRow({ row, current }: { row: Shown; current: boolean }) {
  useInbox((s) => s.words)
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void openFact(row.name)
  }
  return (
    <li>
      <a
        className={row.state === 'being-checked' ? 'row-link checking' : 'row-link'}
        href={addressIn({ room: 'facts', id: row.name })}
        aria-current={current ? 'true' : undefined}
        onClick={open}
      >
        <span className="row-name fact-words">{row.isRule ? row.about || row.name : (row.value ?? t('content.no-value'))}</span>
        <span className="row-topic">{row.isRule ? row.value : row.about}</span>
        <span className="row-last fact-name">{row.name}</span>
        <span className="row-foot">
          <span>{row.publisher}</span>
          <span>{row.seen === null ? t('content.page-undated') : t('content.page-of', { date: date(row.seen) })}</span>
          <span>{usesIn(row.uses)}</span>
        </span>
      </a>
    </li>
  )
})
