import type { Change } from '../store.ts'
import type { Pool } from './pool.ts'

type Known = NonNullable<Change>
/** What travels: who tells, and of what; without a conversation: look at everything. */
type Announcement = { readonly by: string } & Partial<Known>

export type Announcer = { readonly announce: (change: Known) => void; /** What another process said; undefined when it was ourselves, or nobody of us. */ readonly heard: (payload: string) => Change | undefined; readonly drained: () => Promise<void> }

/** The limit is 8000 bytes. */
const LONGEST_PAYLOAD = 7_500
const AT_ONCE = 500

/**
 * Tells other processes what was committed here. After the commit and outside it: NOTIFY inside a transaction takes a lock
 * of the whole server until its commit is done, so that all turns of all processes would wait in one line for the disk.
 * Everything committed meanwhile goes in one statement. What is lost here, the others find when they look for themselves.
 */
export function createAnnouncer(pool: Pool, channel: string, me: string): Announcer {
  const waiting = new Map<string, Known>()
  let sending: Promise<void> | null = null

  const send = async (): Promise<void> => {
    while (waiting.size > 0) {
      // Whatever else is committed in this turn of the event loop goes along.
      await new Promise((next) => setImmediate(next))
      const batch = [...waiting.values()].slice(0, AT_ONCE)
      for (const { conversation } of batch) waiting.delete(conversation)
      await notify(pool, channel, batch.map((change) => payloadOf(me, change))).catch(() => {})
    }
    sending = null
  }

  return {
    announce(change) {
      const seq = Math.max(change.seq, waiting.get(change.conversation)?.seq ?? 0)
      waiting.set(change.conversation, { ...change, seq })
      sending ??= send()
    },
    heard(payload) {
      const said = parsed(payload)
      if (said === null || said.by === me) return undefined
      const { conversation, citizen, seq } = said
      return typeof conversation === 'string' && typeof citizen === 'string' && typeof seq === 'number' ? { conversation, citizen, seq } : null
    },
    drained: async () => sending ?? undefined,
  }
}

async function notify(pool: Pool, channel: string, payloads: readonly string[]): Promise<void> {
  const connection = await pool.acquire()
  try {
    await connection.query({ name: 'announce', text: 'select pg_notify($1, payload) from unnest($2::text[]) as payload', values: [channel, payloads] })
  } finally {
    connection.release()
  }
}

function payloadOf(by: string, change: Known): string {
  const text = JSON.stringify({ by, ...change } satisfies Announcement)
  return Buffer.byteLength(text) > LONGEST_PAYLOAD ? JSON.stringify({ by } satisfies Announcement) : text
}

function parsed(payload: string): Announcement | null {
  try {
    const said = JSON.parse(payload)
    return typeof said?.by === 'string' ? said : null
  } catch {
    return null
  }
}
