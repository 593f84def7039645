import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { command } from '../desk.ts'
import { post, postFile } from '../outbox.ts'
import { set } from '../state.ts'
import { t } from '../words.ts'
import { ClipIcon, SendIcon } from './icons.tsx'

const LONGEST = 4000
const TALLEST_PX = 150
const LARGEST_FILE = 10_000_000

export function Composer() {
  return (
    <>
      <nav class="commands" aria-label={t('commands')}>
        <button type="button" onClick={() => command('back')}>
          {t('back')}
        </button>
        <button type="button" onClick={() => command('menu')}>
          {t('menu')}
        </button>
        <button type="button" onClick={() => command('person')}>
          {t('person')}
        </button>
      </nav>
      <Writing />
    </>
  )
}

function Writing() {
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the text that makes it grow
  useLayoutEffect(() => grow(area.current), [text])

  function send(): void {
    const written = text.trim()
    area.current?.focus()
    if (!written) return
    set({ notice: null })
    post({ kind: 'text', text: written })
    setText('')
  }

  function key(event: KeyboardEvent): void {
    // While she composes a Chinese character, Enter chooses it and must not send. Safari says so only by 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }

  function submit(event: Event): void {
    event.preventDefault()
    send()
  }

  return (
    <form class="writing" onSubmit={submit}>
      <Clip />
      <textarea
        ref={area}
        rows={1}
        dir="auto"
        maxLength={LONGEST}
        value={text}
        placeholder={t('write-here')}
        aria-label={t('your-message')}
        enterkeyhint="send"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={key}
      />
      <button type="submit" class="send" aria-label={t('send')} title={t('send')}>
        <SendIcon />
      </button>
    </form>
  )
}

function grow(area: HTMLTextAreaElement | null): void {
  if (!area) return
  area.style.height = 'auto'
  area.style.height = `${Math.min(TALLEST_PX, area.scrollHeight + 2)}px`
}

function Clip() {
  const input = useRef<HTMLInputElement>(null)
  const take = () => {
    for (const file of input.current?.files ?? []) offer(file)
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input ref={input} type="file" accept="image/*,application/pdf" multiple hidden tabIndex={-1} aria-hidden="true" onChange={take} />
      <button type="button" class="clip" onClick={() => input.current?.click()} aria-label={t('attach')} title={t('attach')}>
        <ClipIcon />
      </button>
    </>
  )
}

function offer(file: File): void {
  const kind = /^image\/|^application\/pdf$/.test(file.type)
  set({ notice: !kind ? t('file-kind') : file.size > LARGEST_FILE ? t('file-size') : null })
  if (kind && file.size <= LARGEST_FILE) postFile(file)
}
