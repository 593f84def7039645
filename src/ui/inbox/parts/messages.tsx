import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useInbox } from '../state.ts'
import { grouped } from '../thread/group.ts'
import { showOlder } from '../thread/thread.ts'
import { t } from '../words.ts'
import { EntryItem } from './entry.tsx'
import { NoteItem } from './note.tsx'
import { Turn } from './turn.tsx'
import { Unsent } from './unsent.tsx'

const NEAR_END_PX = 80

/** He reads from where he was: it follows the end only while the end is in sight. */
export function Messages() {
  const thread = useInbox((s) => s.thread)
  const unsent = useInbox((s) => s.unsent)
  const box = useRef<HTMLElement>(null)
  const [away, setAway] = useState(false)
  const id = thread?.summary.id
  const first = thread?.entries[0]?.seq
  const last = thread?.entries.at(-1)?.seq
  useKeepPlace(box, first)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was added decides, not what is read here
  useLayoutEffect(() => {
    if (!away) toEnd(box.current)
  }, [last, unsent.length])
  useFollow(box, away)
  if (!thread || !id) return null
  return (
    <section
      className="messages"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('thread.messages')}
      onScroll={() => setAway(isAway(box.current, NEAR_END_PX))}
    >
      {thread.older !== null && (
        <button type="button" className="more" onClick={() => void showOlder()}>
          {t('thread.older')}
        </button>
      )}
      <ol>
        {grouped(thread).map((item) => {
          if (item.kind === 'note') return <NoteItem key={item.key} note={item.note} />
          return item.kind === 'turn' ? <Turn key={item.key} entries={item.entries} /> : <EntryItem key={item.key} entry={item.entry} />
        })}
        {unsent
          .filter((reply) => reply.conversation === id)
          .map((reply) => (
            <Unsent key={reply.id} reply={reply} language={thread.summary.language} />
          ))}
      </ol>
      {away && (
        <button type="button" className="to-end" onClick={() => toEnd(box.current)}>
          {t('thread.latest')}
        </button>
      )}
    </section>
  )
}

const isAway = (box: HTMLElement | null, near: number): boolean =>
  box !== null && box.scrollHeight - box.scrollTop - box.clientHeight > near

function toEnd(box: HTMLElement | null): void {
  if (box) box.scrollTop = box.scrollHeight
}

/** A photo that arrives late, or a reply that grows, does not hide the end from who was looking at it. */
function useFollow(box: { readonly current: HTMLElement | null }, away: boolean): void {
  useEffect(() => {
    const now = box.current
    const follow = (): void => {
      if (!away) toEnd(now)
    }
    const watch = new ResizeObserver(follow)
    if (now) watch.observe(now)
    now?.addEventListener('load', follow, true)
    return () => {
      watch.disconnect()
      now?.removeEventListener('load', follow, true)
    }
  }, [box, away])
}

/** Earlier messages come in above without pushing down the one that is read. */
function useKeepPlace(box: { readonly current: HTMLElement | null }, first: number | undefined): void {
  const before = useRef({ first, height: 0 })
  useLayoutEffect(() => {
    const height = box.current?.scrollHeight ?? 0
    const was = before.current
    if (box.current && first !== undefined && was.first !== undefined && first < was.first) box.current.scrollTop += height - was.height
    before.current = { first, height }
  })
}
