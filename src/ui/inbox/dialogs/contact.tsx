import { Button } from 'design-react-kit'
import { type FormEvent, useEffect, useState } from 'react'
import { type ContactForm, type LogContact, WAYS, WHO } from '../../../web/contract/contacts.ts'
import { shutDialog } from '../act/actions.ts'
import { openContact, saveContact } from '../act/contact.ts'
import { lastContact } from '../saved.ts'
import { useInbox } from '../state.ts'
import { t, tOf } from '../words.ts'
import { Chosen, OneOf } from './choosing.tsx'
import { Frame } from './frame.tsx'
import { OUTCOMES } from './close.tsx'

/** What was answered by word of mouth. It opens as the last one was, so that most are two clicks. */
export function ContactDialog() {
  const form = useInbox((s) => s.contact)
  useEffect(() => void openContact(), [])
  return <Frame title={t('contact.title')}>{form && <Form key={form.id} form={form} />}</Frame>
}

function Form({ form }: { form: ContactForm }) {
  const languages = useInbox((s) => s.me?.languages ?? [])
  const [contact, setContact] = useState(() => asLast(form, languages[0]?.tag ?? 'it'))
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<LogContact>): void => setContact({ ...contact, ...part })
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    await saveContact(contact)
    setBusy(false)
  }
  return (
    <form className="contact" onSubmit={(event) => void save(event)}>
      <OneOf label={t('contact.way')} options={WAYS.map((way) => [way, tOf('channels', way)])} value={contact.way} choose={(way) => change({ way })} />
      <OneOf label={t('contact.who')} options={WHO.map((who) => [who, tOf('contact.whos', who)])} value={contact.who} choose={(who) => change({ who })} />
      <Chosen required label={t('contact.topic')} options={[...(contact.topic === '' ? [['', '—'] as const] : []), ...form.topics.map(pair)]} value={contact.topic} choose={(topic) => change({ topic })} />
      <Chosen label={t('contact.outcome')} options={OUTCOMES.map((o) => [o, tOf('outcomes', o)])} value={contact.outcome} choose={(outcome) => change({ outcome: outcome as LogContact['outcome'] })} />
      <Chosen label={t('contact.language')} options={languages.map(({ tag, name }) => [tag, name])} value={contact.language} choose={(language) => change({ language })} />
      <Chosen label={t('contact.comune')} options={[['', t('contact.comune-none')], ...form.comuni.map(pair)]} value={contact.comune ?? ''} choose={(id) => change({ comune: id || null })} />
      <label>
        {t('contact.minutes')}
        <input type="number" className="form-control" min={1} max={480} required value={contact.minutes} onChange={(event) => change({ minutes: event.currentTarget.valueAsNumber || 1 })} />
      </label>
      <label className="wide">
        {t('contact.note')}
        <textarea className="form-control" rows={2} maxLength={2000} dir="auto" value={contact.note} onChange={(event) => change({ note: event.currentTarget.value })} />
      </label>
      <div className="dialog-actions wide">
        <Button type="submit" color="primary" size="xs" disabled={busy}>
          {t('contact.save')}
        </Button>
        <Button type="button" color="secondary" outline size="xs" onClick={shutDialog}>
          {t('dialog.cancel')}
        </Button>
      </div>
    </form>
  )
}

const pair = ({ id, name }: { id: string; name: string }): readonly [string, string] => [id, name]

/** As the last one, where what it says still exists; never its note. */
function asLast(form: ContactForm, language: string): LogContact {
  const last = lastContact()
  const topic = form.topics.find(({ id }) => id === last?.topic)
  const comune = form.comuni.some(({ id }) => id === last?.comune) ? (last?.comune ?? null) : form.comune
  return { way: 'counter', who: 'person', language, outcome: 'solved', minutes: 10, ...last, id: form.id, topic: topic?.id ?? '', comune, note: '' }
}
