import { useEffect, useRef } from 'react'
import { useInbox } from '../state.ts'
import { directionOf } from '../words.ts'
import type { Ready } from './matching.ts'

type Props = { item: Ready; language: string; current: boolean; choose: () => void }

export function CannedItem({ item, language, current, choose }: Props) {
  const own = useInbox((s) => s.language)
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keyboard
    <div ref={line} id={`canned-${item.id}`} role="option" aria-selected={current} tabIndex={-1} onClick={choose}>
      <strong>{item.title}</strong>
      <span className="canned-text" lang={language} dir={directionOf(language)}>
        {item.text}
      </span>
      {item.mine && item.mine !== item.text && (
        <span className="canned-mine" lang={own}>
          {item.mine}
        </span>
      )}
    </div>
  )
}
