import { useEffect, useState } from 'react'
import type { Effect, FactShown } from '../../../web/contract/content.ts'
import { ifSignedOut } from '../expired.ts'
import { fetchEffect } from '../net/api.ts'
import { say } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t, tOf } from '../words.ts'
import { type Draft, draftFor, dropDraft, keep } from './draft.ts'
import { EffectOf } from './effect-of.tsx'
import { revise } from './facts.ts'
import { Field } from './field.tsx'
import { Panel } from './panel.tsx'

const MODES: Readonly<Record<string, 'decimal' | 'numeric' | 'tel' | 'email'>> = { eur: 'decimal', number: 'decimal', days: 'numeric', 'working-days': 'numeric', months: 'numeric', years: 'numeric', phone: 'tel', email: 'email' }
const WHOLE = new Set(['days', 'working-days', 'months', 'years'])

/** First what it shall say, then what that changes, then it is published. */
export function Correct({ fact, shut }: { fact: FactShown; shut: () => void }) {
  const { name } = fact.row
  const [draft, setDraft] = useState(() => draftFor(fact))
  const [effect, setEffect] = useState<Effect | null>(null)
  const [busy, setBusy] = useState(false)
  // Somebody else was first: what she saw of the effect is no longer so.
  useEffect(() => setEffect((seen) => (seen !== null && seen.before !== (fact.row.value ?? '') ? null : seen)), [fact])
  const write = (patch: Partial<Draft>): void => {
    const next = { ...draft, ...patch }
    setDraft(next)
    keep(name, next)
  }
  const give = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    await work().catch((error: unknown) => void (ifSignedOut(error) || say(reasonOf(error), 'bad')))
    setBusy(false)
  }
  const see = () => give(async () => setEffect(await fetchEffect(name, { ...draft, newest: fact.newest })))
  const publish = () =>
    give(async () => {
      if (!(await revise(name, 'correct', { ...draft, newest: fact.newest, changedAt: fact.page?.changedAt ?? null }))) return
      dropDraft(name)
      shut()
    })
  const giveUp = (): void => {
    dropDraft(name)
    shut()
  }
  if (effect !== null && effect.problems.length === 0) {
    return (
      <Panel key="effect" title={t('content.do.effect-title')} words={t('content.do.publish')} busy={busy} act={publish} shut={() => setEffect(null)} cancel={t('content.do.edit')}>
        <EffectOf effect={effect} />
      </Panel>
    )
  }
  return (
    <Panel key="draft" title={t('content.do.correct-title')} words={t('content.do.see')} busy={busy} act={see} shut={giveUp}>
      <Fields fact={fact} draft={draft} problems={effect?.problems ?? []} write={write} />
    </Panel>
  )
}

type FieldsProps = { fact: FactShown; draft: Draft; problems: Effect['problems']; write: (patch: Partial<Draft>) => void }

function Fields({ fact: { unit }, draft, problems, write }: FieldsProps) {
  const wrong = (field: string): string | undefined => problems.find((p) => p.field === field)?.message
  const mode = MODES[unit]
  return (
    <>
      <p role="alert" className={problems.length > 0 ? 'notice bad' : 'visually-hidden'}>
        {problems.length > 0 && `${t('content.do.mend')} ${problems.map((p) => p.message).join(' ')}`}
      </p>
      {unit === 'rule' ? (
        <p className="small">{t('content.do.rule-hint')}</p>
      ) : (
        <Field
          label={`${t('content.value')} (${tOf('content.units', unit)})`}
          hint={t('content.do.value-hint', { example: tOf('content.examples', WHOLE.has(unit) ? 'whole' : unit) })}
          problem={wrong('value')}
          value={draft.value}
          write={(value) => write({ value })}
          {...(mode ? { mode } : {})}
        />
      )}
      <div className="two">
        <Field label={t('content.do.from')} hint={t('content.do.from-hint')} problem={wrong('from')} type="date" value={draft.from ?? ''} write={(from) => write({ from: from || null })} />
        <Field label={t('content.do.until')} hint={t('content.do.until-hint')} problem={wrong('until')} type="date" value={draft.until ?? ''} write={(until) => write({ until: until || null })} />
      </div>
      <Field label={t('content.do.publisher')} problem={wrong('publisher')} value={draft.publisher} write={(publisher) => write({ publisher })} />
      <Field label={t('content.do.url')} hint={t('content.do.url-hint')} problem={wrong('url')} type="url" value={draft.url} write={(url) => write({ url: url.trim() })} />
      <Field label={t('content.verify')} hint={t('content.do.verify-hint')} value={draft.verify} write={(verify) => write({ verify })} long />
      <Field label={t('content.do.note')} value={draft.note} write={(note) => write({ note })} long />
    </>
  )
}
