import { Button } from 'design-react-kit'
import { useState } from 'react'
import { shutDialog } from '../act/actions.ts'
import { t } from '../words.ts'
import { Frame } from './frame.tsx'

type Props = { title: string; options: readonly (readonly [value: string, name: string])[]; words: string; choose: (value: string) => void }

/** One of a few, then a button that says what it does. */
export function Choice({ title, options, words, choose }: Props) {
  const [value, setValue] = useState(options[0]?.[0] ?? '')
  const submit = (): void => {
    shutDialog()
    choose(value)
  }
  return (
    <Frame title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <fieldset className="choices">
          <legend className="visually-hidden">{title}</legend>
          {options.map(([one, name]) => (
            <label key={one} className="choice">
              <input type="radio" name="choice" value={one} checked={one === value} onChange={() => setValue(one)} /> {name}
            </label>
          ))}
        </fieldset>
        <p className="hint">{t('done.undo-hint')}</p>
        <div className="dialog-actions">
          <Button type="submit" color="primary" size="xs">
            {words}
          </Button>
          <Button type="button" color="secondary" outline size="xs" onClick={shutDialog}>
            {t('dialog.cancel')}
          </Button>
        </div>
      </form>
    </Frame>
  )
}
