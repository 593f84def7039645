import { Button } from 'design-react-kit'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { addNote, shutDialog } from '../act/actions.ts'
import { draftOf, keepDraft } from '../saved.ts'
import { t } from '../words.ts'
import { Frame } from './frame.tsx'

/** A note is kept as a draft until the desk has it. */
export function NoteDialog({ id }: { id: string }) {
  const draft = `note ${id}`
  const [text, setText] = useState(() => draftOf(draft))
  const [busy, setBusy] = useState(false)
  const write = (next: string): void => {
    setText(next)
    keepDraft(draft, next)
  }
  const save = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    if (text.trim() === '' || busy) return
    setBusy(true)
    const done = await addNote(id, text.trim())
    setBusy(false)
    if (!done) return
    keepDraft(draft, '')
    shutDialog()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
  }
  return (
    <Frame title={t('dialog.note-title')}>
      <form onSubmit={(event) => void save(event)}>
        <label htmlFor="note">{t('dialog.note-label')}</label>
        <textarea
          id="note"
          className="form-control"
          rows={4}
          maxLength={10_000}
          dir="auto"
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <div className="dialog-actions">
          <Button type="submit" color="primary" size="xs" disabled={busy || text.trim() === ''}>
            {t('dialog.note-do')}
          </Button>
          <Button type="button" color="secondary" outline size="xs" onClick={shutDialog}>
            {t('dialog.cancel')}
          </Button>
        </div>
      </form>
    </Frame>
  )
}
