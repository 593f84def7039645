import { isMac } from '../act/keys.ts'
import { save } from '../saved.ts'
import { set, useInbox } from '../state.ts'
import { t, type Word } from '../words.ts'
import { Frame } from './frame.tsx'

const command = isMac ? '⌘' : 'Ctrl'
const KEYS: readonly (readonly [string, Word])[] = [
  ['J', 'keys.next'],
  ['K', 'keys.previous'],
  ['T', 'keys.take'],
  ['R', 'keys.reply'],
  ['/', 'keys.canned'],
  ['N', 'keys.note'],
  ['B', 'keys.release'],
  ['E', 'keys.close'],
  ['C', 'contact.open'],
  ['U', 'keys.undo'],
  [`${command} + K`, 'keys.search'],
  [`${command} + ↵`, 'keys.send'],
  ['?', 'keys.help'],
]

export function HelpDialog() {
  const on = useInbox((s) => s.shortcuts)
  const turn = (shortcuts: boolean): void => {
    set({ shortcuts })
    save({ shortcuts })
  }
  return (
    <Frame title={t('dialog.help-title')}>
      <dl className="help-keys">
        {KEYS.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{t('dialog.help-note')}</p>
      <label className="choice">
        <input type="checkbox" checked={on} onChange={(event) => turn(event.currentTarget.checked)} /> {t('dialog.help-on')}
      </label>
    </Frame>
  )
}
