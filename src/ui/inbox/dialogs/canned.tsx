import { type KeyboardEvent, useState } from 'react'
import { shutDialog } from '../act/actions.ts'
import { REPLY_FIELD } from '../act/keys.ts'
import { say, useInbox } from '../state.ts'
import { languageName, t } from '../words.ts'
import { Frame } from './frame.tsx'
import { CannedItem } from './canned-item.tsx'
import { matching, type Ready } from './matching.ts'
import { useCanned } from './use-canned.ts'

/** Ready replies: typed words narrow the list, arrows choose, Enter puts the text into the reply. */
export function CannedDialog() {
  const theirs = useInbox((s) => s.thread?.summary.language ?? 'it')
  const [language, setLanguage] = useState(theirs)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const { items, given, trouble } = useCanned(language)
  const found = matching(items, query)
  const now = found[Math.min(at, found.length - 1)]
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt(Math.max(0, Math.min(found.length - 1, at + step)))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && now) insert(now)
    else return
    event.preventDefault()
  }
  return (
    <Frame title={t('dialog.canned-title')}>
      <div className="canned-head">
        <input
          className="form-control"
          type="search"
          role="combobox"
          aria-label={t('dialog.canned-search')}
          placeholder={t('dialog.canned-search')}
          aria-expanded="true"
          aria-controls="canned-list"
          aria-activedescendant={now ? `canned-${now.id}` : undefined}
          value={query}
          onKeyDown={onKey}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setAt(0)
          }}
        />
        <Languages value={language} choose={setLanguage} />
      </div>
      {trouble && (
        <p className="notice bad" role="alert">
          {trouble}
        </p>
      )}
      {given !== null && given !== language && (
        <p className="notice" role="status">
          {t('dialog.canned-other', { wanted: languageName(language), given: languageName(given) })}
        </p>
      )}
      <div id="canned-list" role="listbox" className="canned" aria-label={t('dialog.canned-title')}>
        {found.map((item) => (
          <CannedItem key={item.id} item={item} language={given ?? language} current={item === now} choose={() => insert(item)} />
        ))}
      </div>
      {given !== null && found.length === 0 && (
        <p className="none" role="status">
          {t('dialog.canned-none')}
        </p>
      )}
    </Frame>
  )
}

function insert({ title, text }: Ready): void {
  shutDialog()
  // After the dialog has given the focus back.
  setTimeout(() => document.getElementById(REPLY_FIELD)?.dispatchEvent(new CustomEvent('insert', { detail: text })), 0)
  say(t('dialog.canned-inserted', { title }))
}

const Languages = ({ value, choose }: { value: string; choose: (language: string) => void }) => {
  const languages = useInbox((s) => s.me?.languages)
  return (
    <select
      className="filter"
      aria-label={t('dialog.canned-language')}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {languages?.map(({ tag, name }) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  )
}
