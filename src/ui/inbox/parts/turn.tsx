import { memo, useId, useState } from 'react'
import type { Entry } from '../../../web/contract/inbox.ts'
import { useInbox } from '../state.ts'
import { isFoldable } from '../thread/group.ts'
import { moment } from '../times.ts'
import { t } from '../words.ts'
import { Blocks } from './blocks.tsx'
import { Both } from './both.tsx'
import { Delivery, isTrouble } from './delivery.tsx'
import { Files } from './files.tsx'
import { Options } from './options.tsx'
import { Sources } from './sources.tsx'

type Props = { entries: readonly Entry[] }

/** What the assistant said in one turn. Folded, its last words stay: they are what she answers. */
export const Turn = memo(
  function Turn({ entries }: Props) {
    useInbox((s) => s.words)
    const id = useId()
    const foldable = isFoldable(entries)
    const [open, setOpen] = useState(false)
    const shown = open || !foldable ? entries : entries.slice(-1)
    const label = entries.length > 1 ? t('thread.expand-many', { count: entries.length }) : t('thread.expand')
    return (
      <li className="entry assistant">
        <p className="entry-head">
          <strong>{t('thread.assistant')}</strong> <time dateTime={entries[0]?.at}>{moment(entries[0]?.at ?? '')}</time>
          {foldable && (
            <button type="button" className="plain fold" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              {open ? t('thread.fold') : label}
            </button>
          )}
        </p>
        <div id={id}>
          {shown.map((entry) => (
            <Said key={entry.seq} entry={entry} clamp={foldable && !open} />
          ))}
        </div>
        <Trouble entries={entries} />
      </li>
    )
  },
  (before, after) => before.entries.length === after.entries.length && before.entries.every((entry, at) => entry === after.entries[at]),
)

const Said = ({ entry, clamp }: { entry: Entry; clamp: boolean }) => (
  <div className="turn-part">
    <Both entry={entry} clamp={clamp} />
    <Blocks blocks={entry.blocks} />
    <Options options={entry.options} language={entry.language} />
    <Files files={entry.files} />
    <Sources sources={entry.sources} />
  </div>
)

/** Of the assistant's words only what went wrong is told. */
function Trouble({ entries }: Props) {
  const worst = entries.find((entry) => isTrouble(entry.delivery))
  return worst ? <Delivery state={worst.delivery} explain={worst.explain} /> : null
}
