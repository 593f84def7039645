import type { FactShown } from '../../../web/contract/content.ts'
import { safeHref } from '../../chat/linkify.ts'
import { closeFact } from '../route.ts'
import { date } from '../times.ts'
import { t, tOf } from '../words.ts'

/** The value as people are told it, how sure it is, and who says so. */
export function FactHead({ fact: { row, values, unit } }: { fact: FactShown }) {
  const now = values.find((value) => value.today)
  return (
    <header className="fact-head">
      <button type="button" className="fact-back plain" onClick={closeFact}>
        <span aria-hidden="true">‹ </span>
        {t('content.back')}
      </button>
      <p className="fact-about">
        {row.about} <span className="fact-name">{row.name}</span>
      </p>
      <h2 className="fact-value" dir="auto">
        {row.value ?? t('content.no-value')}
      </h2>
      <p className="fact-line">
        <strong className={`state ${row.state}`}>{tOf('content.one', row.state)}</strong>
        <span>{tOf('content.units', unit)}</span>
        <span>{t('content.recheck', { date: date(row.recheckBy) })}</span>
      </p>
      {now && <SourceLine value={now} />}
      {now?.verify && (
        <p className="fact-verify">
          <strong>{t('content.verify')}:</strong> <bdi>{now.verify}</bdi>
        </p>
      )}
    </header>
  )
}

export function SourceLine({ value }: { value: FactShown['values'][number] }) {
  const href = safeHref(value.url)
  const notes = [
    t('content.read', { date: date(value.readOn) }),
    value.seen === null ? t('content.page-undated') : t('content.page-of', { date: date(value.seen) }),
    ...(value.institutional ? [] : [t('content.foreign')]),
    ...(value.indirect ? [t('content.indirect')] : []),
  ]
  return (
    <p className="fact-source-line">
      {href ? (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {value.publisher}
        </a>
      ) : (
        `${value.publisher} (${t('content.no-page')})`
      )}
      {notes.map((note) => (
        <span key={note}> · {note}</span>
      ))}
    </p>
  )
}
