import { useEffect, useRef, useState } from 'preact/hooks'
import { switchLanguage } from '../desk.ts'
import { useChat } from '../state.ts'
import { t } from '../words.ts'
import { useDismiss } from './dismiss.ts'
import { ChevronIcon } from './icons.tsx'

export function LanguageMenu() {
  const { start, language } = useChat()
  const languages = start?.languages ?? []
  const now = languages.findIndex((known) => known.tag === language)
  const [at, setAt] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const isOpen = at !== null
  useEffect(() => {
    if (isOpen) list.current?.focus()
  }, [isOpen])
  const close = (refocus: boolean) => {
    setAt(null)
    if (refocus) button.current?.focus()
  }
  useDismiss(box, isOpen, close)

  function pick(index: number): void {
    const picked = languages[index]
    close(true)
    if (picked && picked.tag !== language) switchLanguage(picked.tag)
  }

  function key(event: KeyboardEvent): void {
    const last = languages.length - 1
    const from = at ?? 0
    const moves: Record<string, number> = { ArrowDown: Math.min(last, from + 1), ArrowUp: Math.max(0, from - 1), Home: 0, End: last }
    const to = moves[event.key]
    if (to !== undefined) setAt(to)
    else if (event.key === 'Enter' || event.key === ' ') pick(from)
    else return
    event.preventDefault()
  }

  return (
    <div class="tongue" ref={box}>
      <button
        type="button"
        ref={button}
        class="head-button"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onClick={() => setAt(isOpen ? null : Math.max(0, now))}
      >
        <span class="hush">{t('language')}: </span>
        <span lang={language}>{languages[now]?.name ?? language}</span>
        <ChevronIcon />
      </button>
      {isOpen && (
        <div
          class="tongue-list"
          ref={list}
          role="listbox"
          tabIndex={0}
          aria-label={t('language')}
          aria-activedescendant={`tongue-${at}`}
          onKeyDown={key}
        >
          {languages.map(({ tag, name, dir }, index) => (
            <button
              key={tag}
              type="button"
              id={`tongue-${index}`}
              role="option"
              tabIndex={-1}
              lang={tag}
              dir={dir}
              aria-selected={tag === language}
              class={index === at ? 'at' : ''}
              onClick={() => pick(index)}
            >
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
