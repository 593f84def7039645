import { useState } from 'react'
import type { FactShown } from '../../../web/contract/content.ts'
import { moment } from '../times.ts'
import { t } from '../words.ts'
import { revise } from './facts.ts'
import { Panel } from './panel.tsx'
import { Value } from './values.tsx'

type Props = { fact: FactShown; undo: NonNullable<FactShown['undo']>; shut: () => void }

/** Shows what comes back before it does. */
export function Undo({ fact, undo, shut }: Props) {
  const [busy, setBusy] = useState(false)
  const act = async (): Promise<void> => {
    setBusy(true)
    const done = await revise(fact.row.name, 'undo', { newest: fact.newest })
    setBusy(false)
    if (done) shut()
  }
  const what = t(undo.kind === 'confirmed' ? 'content.do.was-confirmed' : 'content.do.was-corrected')
  return (
    <Panel title={t('content.do.undo-title')} words={t('content.do.undo-do')} busy={busy} act={act} shut={shut}>
      <p>{t('content.do.undo-what', { name: undo.by, when: moment(undo.at), what })}</p>
      <ul className="values">
        {undo.back.map((value) => (
          <li key={`${value.from} ${value.until} ${value.value}`}>
            <Value value={value} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
