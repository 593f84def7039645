import type { ChatBlock } from '../../../web/contract/chat.ts'
import { calendar } from '../calendar.ts'
import { download } from '../download.ts'
import { uuid } from '../uuid.ts'
import { t } from '../words.ts'
import { CalendarIcon } from './icons.tsx'
import { Plain } from './text.tsx'
import { Ui } from './ui.tsx'

type Row = Extract<ChatBlock, { kind: 'dates' }>['rows'][number]

function saveDate({ date, label }: Row): void {
  const text = calendar({ date, label, uid: uuid(), stamp: new Date() })
  download(new Blob([text], { type: 'text/calendar;charset=utf-8' }), `${date}.ics`)
}

/** Days in words, each with a way into her own calendar. */
export const Dates = ({ rows, still }: { rows: readonly Row[]; still: boolean }) => (
  <ul class="dates">
    {rows.map((row) => (
      <li key={row.label + row.date}>
        <p>
          <Plain text={row.label} />
          {t('label-end')}
          <strong>
            <time dateTime={row.date}>
              <Plain text={row.words} />
            </time>
          </strong>
        </p>
        {!still && (
          <button type="button" class="quiet no-print" onClick={() => saveDate(row)}>
            <CalendarIcon />
            <Ui>{t('save-to-calendar')}</Ui>
            <span class="hush">: {row.label}</span>
          </button>
        )}
      </li>
    ))}
  </ul>
)
