import { useId } from 'react'

type Props = { label: string; hint?: string; problem?: string | undefined; value: string; write: (value: string) => void; type?: 'text' | 'date' | 'url'; mode?: 'decimal' | 'numeric' | 'tel' | 'email'; long?: boolean; most?: number }

/** A labelled field with what it wants below it; what is wrong takes the hint's place. */
export function Field({ label, hint, problem, value, write, type = 'text', mode, long, most = 2_000 }: Props) {
  const id = useId()
  const below = problem ?? hint
  const shared = {
    id,
    className: 'form-control',
    value,
    dir: 'auto' as const,
    'aria-invalid': problem !== undefined,
    'aria-describedby': below ? `${id}-below` : undefined,
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {long ? (
        <textarea {...shared} rows={2} maxLength={most} onChange={(event) => write(event.currentTarget.value)} />
      ) : (
        <input {...shared} type={type} {...(mode ? { inputMode: mode } : {})} maxLength={most} autoComplete="off" onChange={(event) => write(event.currentTarget.value)} />
      )}
      {below && (
        <p id={`${id}-below`} className={problem ? 'hint bad' : 'hint'}>
          {below}
        </p>
      )}
    </div>
  )
}
