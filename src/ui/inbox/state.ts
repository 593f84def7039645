import { useSyncExternalStore } from 'react'
import type { ChannelList } from '../../web/contract/channels.ts'
import type { ContactForm } from '../../web/contract/contacts.ts'
import type { FactList, FactShown, MissedList } from '../../web/contract/content.ts'
import type { Me, Queue, Summary, Thread } from '../../web/contract/inbox.ts'
import type { Row } from './queue/settle.ts'

export type View = 'mine' | 'waiting' | 'scripted' | 'attended' | 'closed'
export type Filters = { language: string; topic: string; channel: string }
export type Link = 'live' | 'reconnecting' | 'offline'
/** Where in the desk the operator is. */
export type Room = 'conversations' | 'facts' | 'missed' | 'channels'
/** `heard`: the eyes are told of it elsewhere. */
export type Look = 'plain' | 'bad' | 'heard'
export type DialogName = 'help' | 'canned' | 'note' | 'transfer' | 'close' | 'contact'

/** A reply that the desk has not confirmed. The same id however often it is sent. */
export type Reply = { id: string; conversation: string; at: string; text: string; state: 'sending' | 'retrying' | 'refused'; note: string }

/** An action that waits ten seconds for a change of mind. */
export type Later = {
  id: string
  conversation: string
  name: 'release' | 'close' | 'transfer'
  body: object
  until: number
  soon: (seconds: number) => string
  done: () => string
}

export type State = {
  phase: 'loading' | 'unreachable' | 'door' | 'inside'
  /** The interface's language, and its words once signed in. */
  language: string
  words: Readonly<Record<string, string>>
  me: Me | null
  /** On the sign-in page: why one is here again. */
  expired: boolean
  view: View
  filters: Filters
  /** What is on the screen, in the order in which it stays. */
  rows: readonly Row[]
  /** What the desk last said: shown when the operator asks for it. */
  latest: readonly Summary[]
  next: string | null
  counts: Queue['counts'] | null
  day: Queue['day'] | null
  queueBusy: boolean
  queueTrouble: string | null
  query: string
  found: { items: readonly Summary[]; next: string | null } | null
  /** The conversation asked for, and the one that is on the screen: the old one stays until the new one is here. */
  open: string | null
  thread: Thread | null
  threadTrouble: string | null
  personOpen: boolean
  room: Room
  /** Facts whose page changed since somebody last read it. */
  checking: number
  facts: FactList | null
  factsAsked: { q: string; state: string }
  factsBusy: boolean
  factsTrouble: string | null
  /** The fact asked for, and the one that is on the screen. */
  factOpen: string | null
  fact: FactShown | null
  factTrouble: string | null
  missed: MissedList | null
  missedTrouble: string | null
  /** The list is not for her, in the desk's words. */
  missedNotHers: string | null
  link: Link
  later: readonly Later[]
  unsent: readonly Reply[]
  dialog: DialogName | null
  channels: ChannelList | null
  channelsTrouble: string | null
  /** What can be chosen of a contact by word of mouth; a new one for each. */
  contact: ContactForm | null
  /** Spoken by screen readers, and the same for the eyes. */
  said: { text: string; at: number; look: Look }
  shortcuts: boolean
}

const EMPTY: State = {
  phase: 'loading',
  language: 'it',
  words: {},
  me: null,
  expired: false,
  view: 'waiting',
  filters: { language: '', topic: '', channel: '' },
  rows: [],
  latest: [],
  next: null,
  counts: null,
  day: null,
  queueBusy: false,
  queueTrouble: null,
  query: '',
  found: null,
  open: null,
  thread: null,
  threadTrouble: null,
  personOpen: false,
  room: 'conversations',
  checking: 0,
  facts: null,
  factsAsked: { q: '', state: '' },
  factsBusy: false,
  factsTrouble: null,
  factOpen: null,
  fact: null,
  factTrouble: null,
  missed: null,
  missedTrouble: null,
  missedNotHers: null,
  link: 'live',
  later: [],
  unsent: [],
  dialog: null,
  channels: null,
  channelsTrouble: null,
  contact: null,
  said: { text: '', at: 0, look: 'plain' },
  shortcuts: true,
}

let state = EMPTY
const listeners = new Set<() => void>()

export const get = (): State => state

export function set(patch: Partial<State>): void {
  state = { ...state, ...patch }
  for (const listener of [...listeners]) listener()
}

/** Nothing of one operator stays for the next. */
export const forgetAll = (): void => set({ ...EMPTY, phase: 'door', language: state.language })

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** `select` must give a part of the state or a plain value, never a new object. */
export const useInbox = <T>(select: (state: State) => T): T => useSyncExternalStore(subscribe, () => select(state))

export const say = (text: string, look: Look = 'plain'): void => set({ said: { text, at: Date.now(), look } })
