import { Button } from 'design-react-kit'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { t } from '../words.ts'

type Props = { title: string; words: string; busy: boolean; act: () => Promise<void> | void; shut: () => void; cancel?: string; children: ReactNode }

/** A form below the buttons that opened it: its title has the focus, Escape shuts it. */
export function Panel({ title, words, busy, act, shut, cancel, children }: Props) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) void act()
  }
  return (
    <form className="panel" onSubmit={submit} noValidate onKeyDown={(event) => event.key === 'Escape' && shut()}>
      <h3 ref={head} tabIndex={-1}>
        {title}
      </h3>
      {children}
      <div className="dialog-actions">
        <Button type="submit" color="primary" size="xs" disabled={busy}>
          {words}
        </Button>
        <Button type="button" color="secondary" outline size="xs" onClick={shut}>
          {cancel ?? t('content.do.cancel')}
        </Button>
      </div>
    </form>
  )
}
