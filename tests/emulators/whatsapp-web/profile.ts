import type { Raw } from './user.ts'

/** What a browser was given, and what waits for the next one: its profile keeps both. */
export function createProfile() {
  let history: Raw[] = []
  let unread: Raw[] = []
  return {
    keep(raw: Raw, isRead: boolean): void {
      history.push(raw)
      if (!isRead) unread.push(raw)
    },
    seen: (chat: string): void => void (unread = unread.filter((raw) => raw.chat !== chat)),
    /** A message that is not any more what it was. `id`: as the library has it. */
    revise(id: string, fields: Raw['fields']): void {
      history = history.map((raw) => (id.endsWith(`_${raw.id}`) ? { ...raw, fields: { ...raw.fields, ...fields } } : raw))
      unread = history.filter((raw) => unread.some((other) => other.id === raw.id))
    },
    told: () => ({ unread, history: history.filter((raw) => !unread.includes(raw)) }),
  }
}
