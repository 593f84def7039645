import { rmSync } from 'node:fs'
import { audit, type Audit } from './audit.ts'
import { mailReadTo, openBooks, pendingIn, readBooks } from './books.ts'
import { createChance, pause } from './chance.ts'
import { soakDesk, type SoakDesk } from './desk.ts'
import { live, type Person } from './life.ts'
import { openOffice } from './office.ts'
import type { SoakOptions } from './options.ts'
import { createPhone } from './people.ts'
import { type Servers, startServers } from './servers.ts'
import { startWeather } from './weather.ts'

/** Messages of one citizen: fewer than a mailbox lets through in an hour. */
const EACH = 12
/** Citizens who write at the same time. */
const AT_ONCE = 24
/** Milliseconds that everything may take to come to rest: longer than a row is held for a desk that was killed. */
const REST = 240_000

export type Soaked = Audit & { readonly seconds: number; readonly memory: { readonly before: number; readonly after: number }; readonly faults: Readonly<Record<string, number>>; readonly kills: number; /** What a provider would not do of what the desk answered. */ readonly refused: readonly string[] }

/**
 * A desk with every channel at once, its citizens, an operator, and bad weather at every provider; then rest, and the books.
 *
 * The words of the table:
 * - **sent**: messages, choices, photos that citizens sent (a follow or /start is none); **received**: turns that the desk made of them.
 * - **answered**: those after which the assistant said something. The others were passed to a person: she waits for one, or one attends her.
 * - **handed over**: passages to a person. **replies**: what an operator wrote and a provider took (in the web chat: what her page shows).
 * - **lost**: sent and not received; received and neither answered nor passed on; taken by a provider and never shown; given up (what a call carried while the desk was killed may have been heard); still unsent at the end; a reply that the inbox took and the desk does not have.
 * - **doubled**: received or shown more often than sent, beyond what is ambiguous (a call says its question again whenever it has nothing new, so there only what is received counts). Of an ambiguous part at most one may show.
 * - **ambiguous**: messages of which the desk says that they may have arrived, because no answer came. Never repeated.
 * - **held**: kept until she writes, because her provider's window is closed; with what waits behind it.
 * - **call back**: said to somebody who had hung up: the operator reads that she is to be called back.
 * - **out of order**: shown in another order than said (on WeChat among those that rode on her requests, and among those that were sent: what rides on a request that is brought again comes late); received in another order than sent, where the provider keeps hers (WeChat, WeCom, e-mail, calls, the page).
 * - **longest wait**: seconds of the desk's clock from an answer's commit to its provider's yes.
 */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const epoch = Date.now()
  const servers = await startServers(options, epoch)
  const desk = await soakDesk(options, epoch, servers.env)
  await desk.start()
  await servers.connect(desk.url)
  const books = openBooks(desk.dataDir, options.databaseUrl)
  try {
    const before = desk.memory()
    const office = await openOffice(desk.url, createChance(options.seed + 1))
    const weather = startWeather(servers, createChance(options.seed + 2))
    const killing = kill(desk, options)
    const people = await everybody(options, servers, desk.url)
    await killing
    await weather.clear()
    await servers.settled(() => mailReadTo(books.ask))
    await office.stop()
    await rest(async () => (await pendingIn(books.ask)) === 0)
    await pause(500)
    const seconds = Math.round((Date.now() - epoch) / 1000)
    return { ...audit(people, office.replies, await readBooks(books.ask)), seconds, memory: { before, after: desk.memory() }, faults: weather.counts, kills: options.kills, refused: servers.refused() }
  } finally {
    await books.close()
    await desk.stop()
    await servers.stop()
    rmSync(desk.dataDir, { recursive: true, force: true })
  }
}

/** Lives begin one after the other, so many at a time. */
async function everybody({ messages, seed }: SoakOptions, servers: Servers, url: string): Promise<Person[]> {
  const people: Person[] = []
  let [begun, words] = [0, 0]
  const total = Math.ceil(messages / EACH)
  const lives = async (): Promise<void> => {
    while (begun < total) {
      const index = begun++
      const person: Person = { phone: createPhone(index, servers, url), sent: [] }
      people.push(person)
      await live(person, { messages: Math.min(EACH, messages - index * EACH), chance: createChance(seed * 1_000_003 + index), number: () => ++words })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lives))
  return people
}

/** In the middle of the work, as it happens. */
async function kill(desk: SoakDesk, { kills, messages }: SoakOptions): Promise<void> {
  for (let n = 0; n < kills; n++) {
    await pause(2_000 + messages)
    await desk.kill()
    await desk.start()
  }
}

async function rest(holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + REST; Date.now() < until; await pause(200)) if (await holds()) return
}
