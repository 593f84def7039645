import { useId, useState } from 'react'
import type { Missed } from '../../../web/contract/content.ts'
import { useInbox } from '../state.ts'
import { locale, t } from '../words.ts'
import { Field } from './field.tsx'
import { teach } from './missed.ts'
import { Panel } from './panel.tsx'

/** What is kept is what she leaves in this field, and nothing else. */
export function TeachForm({ text, shut, settled }: { text: Missed; shut: () => void; settled: () => void }) {
  const [words, setWords] = useState(text.neutral)
  const [topic, setTopic] = useState('')
  const [language, setLanguage] = useState(text.language)
  const [nobody, setNobody] = useState(false)
  const [problem, setProblem] = useState(false)
  const [busy, setBusy] = useState(false)
  const act = async (): Promise<void> => {
    const isWhole = topic !== '' && nobody && words.trim().length > 1
    setProblem(!isWhole)
    if (!isWhole) return
    setBusy(true)
    if (await teach(text, { text: words.trim(), topic, language, nobody: true })) settled()
    setBusy(false)
  }
  return (
    <Panel title={t('content.missing.title')} words={t('content.missing.do')} busy={busy} act={act} shut={shut}>
      <p role="alert" className={problem ? 'notice bad' : 'visually-hidden'}>
        {problem && t('content.missing.mend')}
      </p>
      <Field label={t('content.missing.text')} hint={t('content.missing.text-hint')} value={words} write={setWords} long most={1_000} />
      <div className="two">
        <Topic chosen={topic} choose={setTopic} guessed={text.guessed.map((g) => g.topic)} />
        <Language chosen={language} choose={setLanguage} />
      </div>
      <label className="choice">
        <input type="checkbox" checked={nobody} onChange={(event) => setNobody(event.currentTarget.checked)} /> {t('content.missing.nobody')}
      </label>
    </Panel>
  )
}

type ChooseProps = { chosen: string; choose: (value: string) => void }

/** Those that the desk had thought of come first. */
function Topic({ chosen, choose, guessed }: ChooseProps & { guessed: readonly string[] }) {
  const id = useId()
  const topics = useInbox((s) => s.me?.topics) ?? {}
  const order = new Intl.Collator(locale())
  const others = Object.keys(topics).filter((topic) => !guessed.includes(topic)).sort((a, b) => order.compare(topics[a] ?? '', topics[b] ?? ''))
  return (
    <div className="field">
      <label htmlFor={id}>{t('content.missing.topic')}</label>
      <select id={id} className="form-control" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{t('content.missing.topic-choose')}</option>
        {[...guessed, ...others].map((topic) => (
          <option key={topic} value={topic}>
            {topics[topic] ?? topic}
          </option>
        ))}
      </select>
    </div>
  )
}

function Language({ chosen, choose }: ChooseProps) {
  const id = useId()
  const languages = useInbox((s) => s.me?.languages) ?? []
  return (
    <div className="field">
      <label htmlFor={id}>{t('content.missing.language')}</label>
      <select id={id} className="form-control" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {languages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
