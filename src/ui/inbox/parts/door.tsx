import { Button } from 'design-react-kit'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { chooseLanguage, signIn } from '../session.ts'
import { useInbox } from '../state.ts'
import { INTERFACE, tDoor } from '../words.ts'

/** Sign-in. Its words come with the page, because the desk speaks only to operators. */
export function Door() {
  const language = useInbox((s) => s.language)
  return (
    <div className="door">
      <header className="door-head">
        <span className="brand">Sportello</span>
      </header>
      <main className="door-main">
        <h1>{tDoor('title')}</h1>
        <Form key={language} />
        <p className="door-small">{tDoor('forgot')}</p>
        <Languages />
      </main>
    </div>
  )
}

function Form() {
  const expired = useInbox((s) => s.expired)
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  useEffect(() => email.current?.focus(), [])

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    const reason = await signIn(email.current?.value.trim() ?? '', password.current?.value ?? '')
    if (reason === null) return
    setBusy(false)
    setProblem(reason)
    password.current?.focus()
  }
  const invalid = problem ? { 'aria-invalid': true, 'aria-describedby': 'door-problem' } : {}
  return (
    <form className="door-form" onSubmit={(event) => void submit(event)}>
      {expired && !problem && (
        <p className="notice" role="status">
          {tDoor('expired')}
        </p>
      )}
      <label htmlFor="email">{tDoor('email')}</label>
      <input ref={email} id="email" className="form-control" type="email" name="email" autoComplete="username" required {...invalid} />
      <label htmlFor="password">{tDoor('password')}</label>
      <input
        ref={password}
        id="password"
        className="form-control"
        type={shown ? 'text' : 'password'}
        name="password"
        autoComplete="current-password"
        required
        {...invalid}
      />
      <label className="door-show">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} /> {tDoor('show-password')}
      </label>
      <p id="door-problem" className={problem ? 'notice bad' : 'visually-hidden'} role="alert">
        {problem}
      </p>
      <Button type="submit" color="primary" block disabled={busy}>
        {busy ? tDoor('entering') : tDoor('enter')}
      </Button>
    </form>
  )
}

const Languages = () => {
  const language = useInbox((s) => s.language)
  return (
    <fieldset className="door-languages" aria-label={tDoor('language')}>
      {INTERFACE.map(({ tag, name }) => (
        <button key={tag} type="button" lang={tag} aria-pressed={tag === language} onClick={() => void chooseLanguage(tag)}>
          {name}
        </button>
      ))}
    </fieldset>
  )
}
