import type { SendMessage } from '../../web/contract/chat.ts'

/** All that stays on her phone, under one key, so that one call clears it. */
type Saved = {
  token?: string
  desk?: string | null
  language?: string
  ticks?: readonly string[]
  unsent?: readonly { at: string; message: SendMessage }[]
}

const KEY = 'sportello'

/** Used when the browser refuses storage (private mode, third-party frame): the conversation lasts as long as the page. */
let memory: Saved = {}

export function saved(): Saved {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') ?? memory
  } catch {
    return memory
  }
}

export function save(patch: Partial<Saved>): void {
  memory = { ...saved(), ...patch }
  try {
    localStorage.setItem(KEY, JSON.stringify(memory))
  } catch {
    // Full or refused: memory holds it.
  }
}

export function forget(): void {
  memory = {}
  try {
    localStorage.removeItem(KEY)
    sessionStorage.clear()
  } catch {
    // Nothing was stored.
  }
}
