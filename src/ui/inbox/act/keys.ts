import { useEffect } from 'react'
import { isPhone } from '../phone.ts'
import { neighbour } from '../queue/settle.ts'
import { closeConversation, closeFact, openConversation } from '../route.ts'
import { get } from '../state.ts'
import { canTake, handBack, isMine, openDialog, take } from './actions.ts'
import { undo } from './later.ts'

export const SEARCH_FIELD = 'search'
export const REPLY_FIELD = 'reply'

const FOCUS_MS = 100

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName))

const focusOn = (id: string): void => document.getElementById(id)?.focus()

function move(step: 1 | -1): void {
  const { rows, found, open } = get()
  const id = neighbour(found?.items ?? rows, open, step)
  if (id === null) return
  void openConversation(id)
  const row = document.getElementById(`row-${id}`)
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
}

const shown = (): string | null => get().thread?.summary.id ?? null
const ifMine = (then: (id: string) => void): void => {
  const id = shown()
  if (id !== null && isMine()) then(id)
}

const KEYS: Readonly<Record<string, () => void>> = {
  j: () => move(1),
  k: () => move(-1),
  t: () => {
    const id = shown()
    if (id !== null && canTake()) void take(id)
  },
  r: () => focusOn(REPLY_FIELD),
  '/': () => ifMine(() => openDialog('canned')),
  n: () => shown() !== null && openDialog('note'),
  b: () => ifMine((id) => void handBack(id)),
  e: () => ifMine(() => openDialog('close')),
  c: () => openDialog('contact'),
  u: () => undo(),
  '?': () => openDialog('help'),
}

/** To the column in which one searches. */
function leaveOpened(): void {
  const { room, open, factOpen } = get()
  if (room === 'facts' && factOpen !== null) closeFact()
  else if (room === 'conversations' && open !== null) closeConversation()
}

/** The others are of conversations. */
const ELSEWHERE: typeof KEYS = { '?': () => openDialog('help'), u: () => undo() }

function onKey(event: KeyboardEvent): void {
  const { phase, dialog, shortcuts } = get()
  if (phase !== 'inside' || dialog !== null || event.defaultPrevented || event.isComposing) return
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    event.preventDefault()
    if (isPhone()) leaveOpened()
    setTimeout(() => focusOn(SEARCH_FIELD), FOCUS_MS)
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !shortcuts || isTyping(event.target)) return
  const act = get().room === 'conversations' ? KEYS[event.key] : ELSEWHERE[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

export function useKeys(): void {
  useEffect(() => {
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
