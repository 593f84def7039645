import pg from 'pg'
import type { Change } from '../store.ts'
import type { Announcer } from './announce.ts'
import { forCaller, Trouble } from './failure.ts'
import type { Seen } from './seen.ts'

export type Listening = {
  readonly config: pg.ClientConfig
  readonly channel: string
  readonly heard: Announcer['heard']
  readonly seen: Seen
  readonly wake: (change: Change) => void
  /** Milliseconds between two looks for what nobody announced. */
  readonly lookEvery: number
  readonly now: () => number
}

/** How far back it looks: longer than a turn takes from its message to its commit, and two looks. */
const LOOK_BACK = 60_000
/** Conversations of one look; if there are more, everything is looked at. */
const MOST = 5_000
const FIRST_WAIT = 250
const LONGEST_WAIT = 10_000

const LATELY = `select entries.conversation_id as conversation, conversations.citizen_id as citizen, max(entries.seq) as seq
  from entries join conversations on conversations.id = entries.conversation_id
  where entries.at > $1 group by 1, 2 limit ${MOST}`

/**
 * Hears what other processes committed, on a connection of its own. When that breaks it is opened again, and everything may
 * have changed meanwhile. A process may end between its commit and its announcement: what it wrote is found by looking,
 * on the same connection, which so proves at every look that it still hears.
 *
 * @throws StoreUnavailable the first connection could not be made
 */
export async function listen({ config, channel, heard, seen, wake, lookEvery, now }: Listening): Promise<() => Promise<void>> {
  let client: pg.Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const open = async (): Promise<void> => {
    const fresh = new pg.Client(config)
    fresh.on('error', () => lose(fresh))
    fresh.on('end', () => lose(fresh))
    fresh.on('notification', ({ payload }) => {
      const change = heard(payload ?? '')
      if (change === undefined || stopped) return
      if (change) seen.note(change.conversation, change.seq)
      wake(change)
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      end(fresh)
      throw error
    }
    if (stopped) return end(fresh)
    client = fresh
    later(look, lookEvery)
  }

  const later = (work: () => Promise<void>, wait: number): void => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(work, wait).unref()
  }

  const lose = (which: pg.Client): void => {
    if (which !== client) return
    client = null
    end(which)
    later(() => reopen(FIRST_WAIT), FIRST_WAIT)
  }

  const reopen = async (waited: number): Promise<void> => {
    try {
      await open()
      if (!stopped) wake(null)
    } catch {
      const wait = Math.min(waited * 2, LONGEST_WAIT)
      later(() => reopen(wait), wait)
    }
  }

  const look = async (): Promise<void> => {
    const asked = client
    if (asked === null) return
    try {
      const { rows } = await asked.query<NonNullable<Change>>({ name: 'lately', text: LATELY, values: [new Date(now() - LOOK_BACK).toISOString()] })
      const news = rows.filter((row) => seen.note(row.conversation, row.seq))
      seen.forget(now() - 2 * LOOK_BACK)
      if (stopped) return
      if (rows.length === MOST) wake(null)
      else for (const row of news) wake(row)
      later(look, lookEvery)
    } catch {
      lose(asked)
    }
  }

  await open().catch((error: unknown) => { throw forCaller(new Trouble(error)) })
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}

const end = (client: pg.Client): void => void client.end().catch(() => {})
