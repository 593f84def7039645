import { useEffect, useState } from 'preact/hooks'
import type { ChatMessage, ChatState, Start, Words } from '../../web/contract/chat.ts'
import type { Pending } from './outbox.ts'

type Phase = 'loading' | 'unreachable' | 'choosing' | 'door' | 'talking' | 'left'
export type Link = 'live' | 'reconnecting' | 'offline'

type State = {
  phase: Phase
  start: Start | null
  words: Words
  language: string
  messages: readonly ChatMessage[]
  pending: readonly Pending[]
  /** What the server last said about who answers. */
  now: ChatState | null
  link: Link
  hidden: boolean
  ticks: readonly string[]
  /** A sentence for the first page or above the composer: what went wrong and what to do. */
  notice: string | null
}

let state: State = {
  phase: 'loading',
  start: null,
  words: {},
  language: 'it',
  messages: [],
  pending: [],
  now: null,
  link: 'live',
  hidden: false,
  ticks: [],
  notice: null,
}
const listeners = new Set<() => void>()

export const get = (): State => state

export function set(patch: Partial<State>): void {
  state = { ...state, ...patch }
  for (const listener of [...listeners]) listener()
}

export function useChat(): State {
  const [now, update] = useState(state)
  useEffect(() => {
    const listener = () => update(state)
    listeners.add(listener)
    listener()
    return () => void listeners.delete(listener)
  }, [])
  return now
}

export const lastSeq = (): number => state.messages.reduce((top, message) => Math.max(top, message.seq), 0)

export const deskName = (): string => state.now?.desk.name ?? state.start?.desk.name ?? 'Sportello'

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  state.start?.languages.find((known) => known.tag === language)?.dir ?? (/^(ar|fa|ur|he|ps)\b/.test(language) ? 'rtl' : 'ltr')
