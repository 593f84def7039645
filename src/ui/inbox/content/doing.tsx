import { Button } from 'design-react-kit'
import { useRef, useState } from 'react'
import type { FactShown } from '../../../web/contract/content.ts'
import { t } from '../words.ts'
import { Confirm } from './confirm.tsx'
import { Correct } from './correct.tsx'
import { hasDraft } from './draft.ts'
import { Undo } from './undo.tsx'

type Act = 'confirm' | 'correct' | 'undo'

/** What an editor can do with it; one thing at a time. A correction that was begun is open again. */
export function Doing({ fact }: { fact: FactShown }) {
  const [act, setAct] = useState<Act | null>(hasDraft(fact.row.name) ? 'correct' : null)
  const row = useRef<HTMLFieldSetElement>(null)
  const shut = (): void => {
    setAct(null)
    requestAnimationFrame(() => row.current?.querySelector('button')?.focus())
  }
  if (!fact.mayChange) return <p className="notice">{t('content.do.not-mine')}</p>
  return (
    <>
      <fieldset className="fact-actions" ref={row} aria-label={t('content.do.title')}>
        <Button color="primary" size="xs" disabled={fact.row.value === null} aria-expanded={act === 'confirm'} onClick={() => setAct('confirm')}>
          {t('content.do.confirm')}
        </Button>
        <Button color="primary" outline size="xs" aria-expanded={act === 'correct'} onClick={() => setAct('correct')}>
          {t('content.do.correct')}
        </Button>
        {fact.undo && (
          <Button color="secondary" outline size="xs" aria-expanded={act === 'undo'} onClick={() => setAct('undo')}>
            {t('content.do.undo')}
          </Button>
        )}
      </fieldset>
      {act === 'confirm' && <Confirm fact={fact} shut={shut} />}
      {act === 'correct' && <Correct fact={fact} shut={shut} />}
      {act === 'undo' && fact.undo && <Undo fact={fact} undo={fact.undo} shut={shut} />}
    </>
  )
}
