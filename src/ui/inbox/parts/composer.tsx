import { Button } from 'design-react-kit'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { openDialog } from '../act/actions.ts'
import { isMac, REPLY_FIELD } from '../act/keys.ts'
import { sendReply } from '../act/outbox.ts'
import { draftOf, keepDraft } from '../saved.ts'
import { say, useInbox } from '../state.ts'
import { directionOf, languageName, t } from '../words.ts'
import { takeAttached, useAttached } from './attached.ts'
import { MOST_FILES } from './attachment.ts'
import { AttachButton, Attachments } from './attachments.tsx'
import { useDropping } from './dropping.ts'
import { Window } from './window.tsx'

const TALLEST_PX = 220

/** The reply. Enter starts a new line: what an office writes is long, and cannot be taken back. */
export function Composer({ conversation }: { conversation: string }) {
  const language = useInbox((s) => s.thread?.summary.language ?? 'it')
  const window = useInbox((s) => s.thread?.window ?? null)
  const [text, setText] = useState(() => draftOf(conversation))
  const field = useRef<HTMLTextAreaElement>(null)
  const files = useAttached(conversation)
  const { over, on } = useDropping(conversation)
  useGrow(field, text)
  useInsert(field, (added) => write(text.trim() === '' || added === '' ? text.trimEnd() + added : `${text.trimEnd()}\n${added}`))

  const write = (next: string): void => {
    // In an empty field a slash asks for the ready replies.
    if (text === '' && next === '/') return openDialog('canned')
    setText(next)
    keepDraft(conversation, next)
  }
  // A file that was refused is taken out first: nobody shall believe that it went along.
  const isReady = files.every((file) => file.state === 'here')
  const send = (): void => {
    if (text.trim() === '' && files.length === 0) return
    if (files.length > MOST_FILES) return say(t('composer.files-most', { count: MOST_FILES }), 'bad')
    if (!isReady) return say(t('composer.files-wait'), 'bad')
    sendReply(conversation, text.trim(), takeAttached(conversation))
    write('')
    field.current?.focus()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') document.getElementById('thread')?.focus()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const keys = isMac ? '⌘ + ↵' : 'Ctrl + ↵'
  return (
    <div className={over ? 'composer dropping' : 'composer'} {...on}>
      <Window window={window} />
      <textarea
        id={REPLY_FIELD}
        ref={field}
        className="form-control"
        rows={2}
        maxLength={10_000}
        value={text}
        aria-label={t('composer.label')}
        aria-describedby="composer-keys"
        dir={text === '' ? 'ltr' : directionOf(language)}
        lang={text === '' ? undefined : language}
        placeholder={t('composer.placeholder', { language: languageName(language) })}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <Attachments conversation={conversation} files={files} />
      <div className="composer-row">
        <button type="button" className="action" aria-keyshortcuts="/" onClick={() => openDialog('canned')}>
          {t('composer.canned')}
          <kbd>/</kbd>
        </button>
        <AttachButton conversation={conversation} />
        <span className="composer-keys" id="composer-keys">
          {t('composer.keys', { keys })}
        </span>
        <Button color="primary" size="xs" disabled={!isReady || (text.trim() === '' && files.length === 0)} onClick={send}>
          {t('composer.send')}
        </Button>
      </div>
    </div>
  )
}

function useGrow(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    if (!field.current) return
    field.current.style.height = 'auto'
    field.current.style.height = `${Math.min(TALLEST_PX, field.current.scrollHeight + 2)}px`
  }, [text])
}

/** A ready reply, or one that did not leave, comes into the text from elsewhere on the page. */
function useInsert(field: { readonly current: HTMLTextAreaElement | null }, insert: (text: string) => void): void {
  useEffect(() => {
    const now = field.current
    const on = (event: Event): void => {
      insert((event as CustomEvent<string>).detail)
      requestAnimationFrame(() => now?.focus())
    }
    now?.addEventListener('insert', on)
    return () => now?.removeEventListener('insert', on)
  })
}
