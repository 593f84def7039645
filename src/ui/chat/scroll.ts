import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChatMessage } from '../../web/contract/chat.ts'

const NEAR_PX = 60
/** Messages that come within this time of one another are one turn. */
const TURN_MS = 2000

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches
const distance = (box: HTMLElement) => box.scrollHeight - box.clientHeight - box.scrollTop

/** What arrives is shown from its beginning if she was at the end; if she reads above, nothing moves. */
export function useFollowing(messages: readonly ChatMessage[], unsent: number) {
  const box = useRef<HTMLElement>(null)
  const seen = useRef({ seq: 0, unsent: 0, atEnd: true, turn: null as string | null, at: 0 })
  const [fresh, setFresh] = useState(false)

  useEffect(
    () =>
      watch(box.current, seen.current, (away) => {
        if (!away) setFresh(false)
      }),
    [],
  )

  useLayoutEffect(() => {
    const element = box.current
    const now = seen.current
    if (!element) return
    if (!messages.length) now.seq = 0
    const isFirst = now.seq === 0
    const arrived = messages.filter((message) => message.seq > now.seq && message.from !== 'you')
    const wrote = unsent > now.unsent
    now.seq = messages.reduce((top, message) => Math.max(top, message.seq), now.seq)
    now.unsent = unsent
    if (wrote) {
      now.turn = null
      now.at = 0
      return go(element, now, element.scrollHeight, true)
    }
    const first = isFirst ? turnStart(messages) : arrived[0]
    if (!first) return
    const goesOn = now.turn !== null && Date.now() - now.at < TURN_MS
    if (!goesOn && !now.atEnd) return setFresh(true)
    if (!goesOn) now.turn = idOf(first)
    now.at = Date.now()
    const line = now.turn ? document.getElementById(now.turn) : null
    if (line) go(element, now, line.offsetTop - 16, !isFirst)
  }, [messages, unsent])

  return { box, fresh, toEnd: () => box.current && go(box.current, seen.current, box.current.scrollHeight, true) }
}

const idOf = (message: ChatMessage): string => `s-${message.seq}`

function turnStart(messages: readonly ChatMessage[]): ChatMessage | undefined {
  const mine = messages.map((message) => message.from).lastIndexOf('you')
  return messages[mine + 1]
}

function go(box: HTMLElement, seen: Seen, top: number, smooth: boolean): void {
  // Said now, because the scroll event comes after the observer that would take her back to the end.
  seen.atEnd = top > box.scrollHeight - box.clientHeight - NEAR_PX
  box.scrollTo({ top, behavior: smooth && !isCalm() ? 'smooth' : 'auto' })
}

type Seen = { atEnd: boolean; turn: string | null }

/** Knows whether she is at the end, and keeps her there when the keyboard or a banner makes the room smaller. */
function watch(box: HTMLElement | null, seen: Seen, away: (isAway: boolean) => void): (() => void) | undefined {
  if (!box) return
  const look = () => {
    seen.atEnd = distance(box) < NEAR_PX
    away(distance(box) > NEAR_PX * 2)
  }
  const hand = () => {
    seen.turn = null
  }
  let height = box.clientHeight
  const resized = new ResizeObserver(() => {
    // The observer calls once when it begins: that is not a change.
    const changed = box.clientHeight !== height
    height = box.clientHeight
    if (changed && seen.atEnd) box.scrollTo(0, box.scrollHeight)
    else look()
  })
  resized.observe(box)
  box.addEventListener('scroll', look, { passive: true })
  box.addEventListener('wheel', hand, { passive: true })
  box.addEventListener('touchmove', hand, { passive: true })
  return () => {
    resized.disconnect()
    box.removeEventListener('scroll', look)
    box.removeEventListener('wheel', hand)
    box.removeEventListener('touchmove', hand)
  }
}
