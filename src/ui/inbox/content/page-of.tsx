import { useState } from 'react'
import type { FactShown } from '../../../web/contract/content.ts'
import { safeHref } from '../../chat/linkify.ts'
import { moment } from '../times.ts'
import { t, tOf } from '../words.ts'
import { look } from './facts.ts'

/** What the last look at its page found, and what to do about it. */
export function PageOf({ fact: { page, row, mayChange } }: { fact: FactShown }) {
  if (page === null) return null
  const { state, checkedAt, changedAt, explain, movedTo, excerpt, stands } = page
  const presses = row.state === 'being-checked' || state === 'gone'
  const moved = safeHref(movedTo)
  return (
    <section className="fact-section">
      <h3>{t('content.look.title')}</h3>
      <p className={presses ? 'notice warn' : undefined}>
        {checkedAt === null ? t('content.look.never') : `${t('content.look.at', { when: moment(checkedAt) })}. ${state ? tOf('content.look', state === 'changed' && !presses ? 'changed-read' : state) : ''}`}
      </p>
      {moved && (
        <p>
          {t('content.look.moved-to')}{' '}
          <a href={moved} target="_blank" rel="noopener noreferrer nofollow">
            {moved}
          </a>
        </p>
      )}
      {explain && <p className="small">{t('content.look.why', { reason: explain })}</p>}
      {stands !== null && <p className={stands ? 'stands' : 'stands-not'}>{t(stands ? 'content.look.stands' : 'content.look.stands-not')}</p>}
      {mayChange && <Look name={row.name} can={page.canLook} />}
      {excerpt && <Diff {...excerpt} at={changedAt} />}
    </section>
  )
}

function Look({ name, can }: { name: string; can: boolean }) {
  const [busy, setBusy] = useState(false)
  const start = async (): Promise<void> => {
    setBusy(true)
    await look(name)
    setBusy(false)
  }
  return (
    <p>
      <button type="button" className="btn btn-outline-primary btn-xs" disabled={!can || busy} onClick={() => void start()}>
        {busy ? t('content.look.looking') : t('content.look.now')}
      </button>
      {!can && <span className="small beside">{t('content.look.cannot')}</span>}
    </p>
  )
}

function Diff({ before, after, at }: { before: string; after: string; at: string | null }) {
  return (
    <>
      <h4>{t('content.look.diff')}</h4>
      {at && <p className="small">{t('content.look.changed-at', { when: moment(at) })}</p>}
      <div className="sides">
        <Side title={t('content.look.before')} text={before} look="old" />
        <Side title={t('content.look.after')} text={after} look="new" />
      </div>
    </>
  )
}

/** The page's own words; those that changed are marked, and said so to who cannot see it. */
function Side({ title, text, look: side }: { title: string; text: string; look: 'old' | 'new' }) {
  const lines = text.split('\n')
  return (
    <div className={`side ${side}`}>
      <h5>{title}</h5>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="excerpt" dir="auto" lang="it" tabIndex={0} aria-label={title}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text never change their order
          <Line key={at} line={line} side={side} />
        ))}
      </section>
    </div>
  )
}

function Line({ line, side }: { line: string; side: 'old' | 'new' }) {
  if (!line.startsWith('| ')) return <p>{line.trim()}</p>
  return (
    <p className="changed">
      <span className="visually-hidden">{t('content.look.changed-line')} </span>
      {side === 'old' ? <del>{line.slice(2)}</del> : <ins>{line.slice(2)}</ins>}
    </p>
  )
}
