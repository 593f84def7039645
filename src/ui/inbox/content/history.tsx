import type { FactShown } from '../../../web/contract/content.ts'
import { moment } from '../times.ts'
import { t } from '../words.ts'
import { Value } from './values.tsx'

/** Who said what of it, the newest first, down to what the files say. */
export const History = ({ fact: { history, written } }: { fact: FactShown }) => (
  <section className="fact-section">
    <h3>{t('content.history.title')}</h3>
    <ol className="history">
      {history.map(({ id, kind, at, by, note, values }) => (
        <li key={id}>
          <p>
            {t(`content.history.${kind}`, { name: by })} <span className="small">{moment(at)}</span>
          </p>
          {values.map((value) => (
            <Value key={`${value.from} ${value.until} ${value.value}`} value={{ ...value, today: false }} />
          ))}
          {note && (
            <p className="small">
              <bdi>{note}</bdi>
            </p>
          )}
        </li>
      ))}
      <li>
        <p>{t('content.history.file')}</p>
        {written.map((value) => (
          <Value key={`${value.from} ${value.until} ${value.value}`} value={{ ...value, today: false }} />
        ))}
      </li>
    </ol>
  </section>
)
