import { Button } from 'design-react-kit'
import { type FormEvent, useState } from 'react'
import { t } from '../words.ts'
import { sendTest } from './channels.ts'

type Props = { channel: string; done: () => void }

/** To an address of the desk's own people: it is written in the provider's form. */
export function TestForm({ channel, done }: Props) {
  const [to, setTo] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const sent = await sendTest(channel, to.trim())
    setBusy(false)
    if (sent) done()
  }
  return (
    <form className="channel-test" onSubmit={(event) => void submit(event)}>
      <label>
        {t('channel.test-to')}
        <input className="form-control" required maxLength={200} dir="ltr" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </label>
      <Button type="submit" color="primary" size="xs" disabled={busy || to.trim() === ''}>
        {t('channel.test-do')}
      </Button>
    </form>
  )
}
