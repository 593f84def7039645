import { useState } from 'react'
import type { FactShown } from '../../../web/contract/content.ts'
import { safeHref } from '../../chat/linkify.ts'
import { t } from '../words.ts'
import { revise } from './facts.ts'
import { Field } from './field.tsx'
import { Panel } from './panel.tsx'

/** She has read the page today. */
export function Confirm({ fact, shut }: { fact: FactShown; shut: () => void }) {
  const now = fact.values.find((value) => value.today)
  const [verify, setVerify] = useState(now?.verify ?? '')
  const [busy, setBusy] = useState(false)
  const value = fact.row.value ?? ''
  const href = safeHref(now?.url ?? null)
  const act = async (): Promise<void> => {
    setBusy(true)
    const done = await revise(fact.row.name, 'confirm', { newest: fact.newest, changedAt: fact.page?.changedAt ?? null, verify })
    setBusy(false)
    if (done) shut()
  }
  return (
    <Panel title={t('content.do.confirm-title')} words={t('content.do.confirm-do', { value })} busy={busy} act={act} shut={shut}>
      <p>{t('content.do.confirm-what', { value })}</p>
      {href && (
        <p>
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {t('content.do.open')}
          </a>
        </p>
      )}
      <Field label={t('content.verify')} hint={t('content.do.verify-hint')} value={verify} write={setVerify} long />
    </Panel>
  )
}
