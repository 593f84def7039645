import type { Json } from './json.ts'
import { createSignal } from '../signal.ts'

/** One update that the bot has not confirmed. Those of one line come by webhook one after another. */
export type Entry = { readonly id: number; readonly update: unknown; readonly line: string; readonly repeated: boolean; served: boolean; inFlight: boolean; notBefore: number; failures: number }

const NOT_BY_DEFAULT = ['chat_member', 'message_reaction', 'message_reaction_count']

export type Queue = ReturnType<typeof createQueue>

export function createQueue(firstId: number, duplicated: () => boolean, arrived: () => void) {
  const news = createSignal()
  let entries: Entry[] = []
  let nextId = firstId
  let allowed: readonly string[] | null = null
  const put = (id: number, update: unknown, line: string, repeated: boolean): void => {
    entries.push({ id, update, line, repeated, served: false, inFlight: false, notBefore: 0, failures: 0 })
    news.ring()
    arrived()
  }
  const wants = (kind: string): boolean => (allowed ? allowed.includes(kind) : !NOT_BY_DEFAULT.includes(kind))
  return {
    news,
    /** Null when the bot does not want this kind. It is decided now, not when the update is fetched. */
    push(kind: string, body: Json, line: string): Json | null {
      if (!wants(kind)) return null
      const update = { update_id: nextId, [kind]: body }
      nextId += 1
      put(update.update_id, update, line, false)
      if (duplicated()) put(update.update_id, update, line, true)
      return update
    },
    again: (update: Json, line: string): void => put(Number(update.update_id), update, line, true),
    raw(update: unknown): unknown {
      const hasId = typeof update === 'object' && update !== null && 'update_id' in update
      const whole = typeof update !== 'object' || update === null || hasId ? update : { update_id: nextId++, ...update }
      put(Number((whole as { update_id?: unknown } | null)?.update_id ?? nextId), whole, 'raw', false)
      return whole
    },
    allow: (kinds: readonly string[] | null): void => void (allowed = kinds?.length ? kinds : null),
    allowed: () => allowed,
    /** What comes below the offset is confirmed, except a repeated update that nobody has seen yet. An offset in the future confirms nothing. */
    confirm(offset: number): void {
      if (offset < 0) entries = entries.slice(offset)
      else if (offset <= nextId) entries = entries.filter((entry) => entry.id >= offset || (entry.repeated && !entry.served))
      news.ring()
    },
    read(limit: number): unknown[] {
      const batch = [...entries].sort((a, b) => a.id - b.id).slice(0, limit)
      for (const entry of batch) entry.served = true
      return batch.map((entry) => entry.update)
    },
    entries: (): readonly Entry[] => entries,
    drop(done: Entry): void {
      entries = entries.filter((entry) => entry !== done)
      news.ring()
    },
    clear(): void {
      entries = []
      news.ring()
    },
    /** After a week of silence the next id is a random one. */
    jump: (id: number): void => void (nextId = id),
  }
}
