import type { FactShown, FactValueShown } from '../../../web/contract/content.ts'
import { date } from '../times.ts'
import { t, tOf } from '../words.ts'
import { SourceLine } from './fact-head.tsx'

/** All values with their days, where there is more to say than today's. */
export function Values({ fact: { values } }: { fact: FactShown }) {
  const [only] = values
  if (values.length === 1 && only?.today && only.from === null && only.until === null) return null
  return (
    <section className="fact-section">
      <h3>{t('content.values')}</h3>
      <ul className="values">
        {values.map((value) => (
          <li key={`${value.from} ${value.until} ${value.value}`}>
            <Value value={value} />
            <SourceLine value={value} />
            <p className="small">
              {t('content.sure')}: {tOf('content.confidence', value.confidence)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

export const Value = ({ value }: { value: Pick<FactValueShown, 'value' | 'from' | 'until' | 'today'> }) => (
  <p>
    <strong dir="auto">{value.value}</strong> · {daysOf(value)}
    {value.today && <span className="tag">{t('content.today')}</span>}
  </p>
)

export const daysOf = ({ from, until }: Pick<FactValueShown, 'from' | 'until'>): string =>
  [...(from === null ? [] : [t('content.from', { date: date(from) })]), ...(until === null ? [] : [t('content.until', { date: date(until) })])].join(' ') || t('content.always')
