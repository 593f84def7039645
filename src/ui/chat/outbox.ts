import type { SendMessage } from '../../web/contract/chat.ts'
import { isPassing, isSessionLost, postMessage, Refused } from './net/api.ts'
import { backoff } from './net/pause.ts'
import { upload } from './net/upload.ts'
import { save, saved } from './saved.ts'
import { get, set } from './state.ts'
import { uuid } from './uuid.ts'

/** What she wrote and the server has not yet given back. `refused` will not pass by itself, `failed` may. */
export type Pending = {
  id: string
  at: string
  state: 'sending' | 'sent' | 'failed' | 'refused'
  message: SendMessage | null
  file: File | null
  percent: number
  note: string
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never
type Draft = WithoutId<SendMessage>

let running = false
let failures = 0
let retry: ReturnType<typeof setTimeout> | undefined
let onAccepted: () => void = () => {}
let onLost: () => void = () => {}

export function connectOutbox(accepted: () => void, lost: () => void): void {
  onAccepted = accepted
  onLost = lost
}

function update(pending: readonly Pending[]): void {
  set({ pending })
  const unsent = pending.flatMap(({ at, message, state }) => (message && state !== 'sent' ? [{ at, message }] : []))
  save({ unsent })
}

const change = (id: string, patch: Partial<Pending>) => update(get().pending.map((item) => (item.id === id ? { ...item, ...patch } : item)))

function add(message: SendMessage | null, file: File | null, id: string): void {
  update([...get().pending, { id, at: new Date().toISOString(), state: 'sending', message, file, percent: 0, note: '' }])
  void flush()
}

export function post(draft: Draft): void {
  const id = uuid()
  add({ ...draft, id }, null, id)
}

export const postFile = (file: File): void => add(null, file, uuid())

export const discard = (id: string): void => update(get().pending.filter((item) => item.id !== id))

export function again(id: string): void {
  change(id, { state: 'sending', note: '' })
  void flush()
}

/** The server's own copy arrived: ours has done its work. */
export function settle(ids: readonly (string | null)[]): void {
  const arrived = new Set(ids)
  if (get().pending.some((item) => arrived.has(item.id))) update(get().pending.filter((item) => !arrived.has(item.id)))
}

/** What a reload or a dead battery left behind. */
export function restore(): void {
  set({
    pending: (saved().unsent ?? []).map(({ at, message }) => ({
      id: message.id,
      at,
      state: 'sending',
      message,
      file: null,
      percent: 0,
      note: '',
    })),
  })
}

const deliver = (item: Pending): Promise<unknown> =>
  item.file
    ? upload(item.id, item.file, (percent) => change(item.id, { percent }))
    : item.message
      ? postMessage(item.message)
      : Promise.resolve()

/** Sends what waits, oldest first, one at a time: her sentences must arrive in the order in which she wrote them. */
export async function flush(): Promise<void> {
  clearTimeout(retry)
  if (running) return
  running = true
  try {
    update(get().pending.map((item) => (item.state === 'failed' ? { ...item, state: 'sending' } : item)))
    for (let next = waiting(); next; next = waiting()) {
      await deliver(next)
        .then(() => accepted(next?.id ?? ''))
        .catch((error: unknown) => refuse(next?.id ?? '', error))
    }
  } finally {
    running = false
  }
}

const waiting = (): Pending | undefined => get().pending.find((item) => item.state === 'sending')

function accepted(id: string): void {
  failures = 0
  change(id, { state: 'sent' })
  onAccepted()
}

function refuse(id: string, error: unknown): void {
  if (!isPassing(error) && !isSessionLost(error)) {
    change(id, { state: 'refused', note: error instanceof Refused ? error.message : '' })
    return
  }
  pauseAll()
  if (isSessionLost(error)) {
    onLost()
    return
  }
  retry = setTimeout(() => void flush(), backoff(failures++))
}

const pauseAll = () => update(get().pending.map((item) => (item.state === 'sending' ? { ...item, state: 'failed' } : item)))
