import { expect } from 'vitest'
import type { TestDesk } from '../support/desk.ts'
import { operator } from '../support/operator.ts'
import { PHOTO as PICTURE } from '../support/scenario.ts'
import type { Queue, Thread } from '../../src/web/contract/inbox.ts'
import { sum } from './audit.ts'
import { type Books, openBooks, pendingIn, readBooks } from './books.ts'
import { type Chance, createChance, pause } from './chance.ts'
import { examine, type Line } from './examine.ts'
import { live, type Person } from './life.ts'
import { openOffice, type Reply } from './office.ts'
import { type ChannelName, nameOf, type Phone, PHOTO } from './phone.ts'

/**
 * A small soak of the two channels that nobody agreed to: the desk, the emulated provider, its people and an operator in one process.
 * The people live as in the big soak, and its words mean the same here (see `soak.ts`). Beside them:
 * - **numbered**: messages with a number of their own in their words. Each must stand in the conversations that an operator reads, once: else it is **amiss**.
 * - **photos**: files that an operator finds in them, and of these those that could not be had: a puppet that loses one is asked again.
 * - **ambiguous**: each send that a puppet refused or never answered, or that was under way when the browser was killed: shown at most once.
 * - **strangers**: who is known to the desk and is none of the people: rooms, groups, official accounts and the desk itself must not be.
 * - **faults**: how often each kind happened.
 */
export type Soaked = { readonly line: Line; readonly complaints: readonly string[]; readonly strangers: readonly string[]; readonly numbered: number; readonly amiss: readonly string[]; readonly photos: number; readonly photosLost: number }

const SEED = 7
/** The first desk after the examples changed learns them; a message that is never answered is waited for half a minute. */
export const MOST = 480_000
/** Milliseconds that everything may take to come to rest: longer than a retry, and than an answer that never comes. */
const REST = 150_000
/** Milliseconds between two faults, at most. */
const APART = 200
/** Milliseconds that the operator stays after the last message. */
const LAST = 1_000

export type She = { readonly say: (text: string) => Promise<string>; readonly sendFile: (type: 'image', file: typeof PICTURE) => Promise<string>; readonly chat: readonly { readonly who: 'desk' | 'her'; readonly text: string; readonly file: object | null }[] }

/** Texts, photos, and the numbers of lines. `channel` is none of the big soak’s, whose audit asks only what it can do. */
export function phoneOf(channel: string, address: string, she: She): Phone {
  const ofDesk = () => she.chat.filter((m) => m.who === 'desk')
  const say = async (text: string): Promise<string> => {
    await she.say(text)
    return nameOf(text)
  }
  return {
    channel: channel as ChannelName, address: () => address, apologies: () => 0, say,
    async arrive() { await she.say('/start') },
    async tap(chance) {
      const lines = ofDesk().map((m) => m.text.split('\n').flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? [])).findLast((numbers) => numbers.length > 0)
      return lines === undefined ? null : say(chance.among(lines))
    },
    async photo() {
      await she.sendFile('image', PICTURE)
      return PHOTO
    },
    shown: () => ofDesk().map((m) => (m.file === null ? m.text : '(image)')),
  }
}

/** Everybody at once, an operator, and faults until the last one is done; then rest, and the books. */
export async function soak(desk: TestDesk, people: readonly Person[], messages: number, fault: (chance: Chance) => Promise<void>): Promise<Soaked> {
  const office = await openOffice(desk.url, createChance(SEED + 1))
  const books = openBooks(desk.dataDir, null)
  const chance = createChance(SEED + 2)
  let [words, living] = [0, true]
  const weather = (async () => {
    for (; living; await pause(chance.below(APART))) await fault(chance)
  })()
  try {
    await Promise.all(people.map((person, i) => live(person, { messages, chance: createChance(SEED * 1_000_003 + i), number: () => ++words })))
    // Who asked for somebody last is attended to as well.
    await pause(LAST)
  } finally {
    living = false
    await office.stop()
  }
  await weather
  const sent = people.reduce((all, p) => all + p.sent.length, 0)
  const isAtRest = async (): Promise<boolean> => (await pendingIn(books.ask)) === 0 && (await readBooks(books.ask)).entries.filter((e) => e.kind === 'citizen').length >= sent
  for (const until = Date.now() + REST; Date.now() < until && !(await isAtRest()); ) await pause(250)
  await pause(500)
  const soaked = audit(people, office.replies, await readBooks(books.ask), await inInbox(desk.url))
  await books.close()
  return soaked
}

function audit(people: readonly Person[], replies: readonly Reply[], { identities, entries, outbox }: Books, threads: readonly Thread[]): Soaked {
  const known = new Map(people.map((person) => [identities.get(`${person.phone.channel} ${person.phone.address()}`) ?? '', person]))
  const each = [...known].map(([identity, person]) => {
    const hers = entries.filter((e) => e.identity === identity)
    const told = replies.filter((r) => hers.some((e) => e.conversation === r.conversation)).map((r) => r.text)
    return examine(person, { identity, entries: hers, rows: outbox.filter((row) => row.identity === identity), replies: told })
  })
  const numbered = people.flatMap((p) => p.sent.map((s) => s.name)).filter((name) => name.startsWith('№'))
  const read = threads.flatMap((t) => t.entries).filter((e) => e.kind === 'citizen')
  const found = read.flatMap((e) => /№\d+/.exec(e.text)?.[0] ?? [])
  const files = read.flatMap((e) => e.files)
  return {
    line: each.map((e) => e.line).reduce(sum), complaints: each.flatMap((e) => e.complaints),
    strangers: [...identities].flatMap(([address, identity]) => (known.has(identity) ? [] : [address])),
    numbered: numbered.length, amiss: numbered.filter((name) => found.filter((f) => f === name).length !== 1),
    photos: files.length, photosLost: files.filter((f) => f.state === 'lost').length,
  }
}

/** Every conversation as an operator reads it, to its beginning. */
async function inInbox(url: string): Promise<Thread[]> {
  const anna = await operator(url)
  const ids = new Set<string>()
  for (const view of ['waiting', 'attended', 'scripted', 'closed']) {
    for (let after: string | null = ''; after !== null; ) {
      const page: Queue = await anna.get(`/api/inbox/queue?view=${view}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
      for (const { id } of page.items) ids.add(id)
      after = page.next
    }
  }
  const threads: Thread[] = []
  for (const id of ids) {
    for (let older: number | null = Number.POSITIVE_INFINITY; older !== null; older = threads.at(-1)?.older ?? null) {
      threads.push(await anna.get(`/api/inbox/conversations/${id}${Number.isFinite(older) ? `?before=${older}` : ''}`))
    }
  }
  return threads
}

export function judge(channel: string, { line, complaints, strangers, numbered, amiss, photos, photosLost }: Soaked, sent: number, faults: Readonly<Record<string, number>>): void {
  const { people, received, answered, handedOver, replies, lost, doubled, ambiguous, displaced, held } = line
  const figures = { people, sent: line.sent, received, numbered, amiss: amiss.length, photos, 'photos lost': photosLost, answered, 'handed over': handedOver, 'replies delivered': replies, lost, doubled, ambiguous, held, 'out of order': displaced, strangers: strangers.length }
  const written = (all: Readonly<Record<string, number>>): string => Object.entries(all).map(([name, n]) => `${name} ${n}`).join(', ')
  console.log(`${channel}: ${written(figures)}; faults: ${written(faults)}.`)
  expect({ complaints, strangers, amiss }).toEqual({ complaints: [], strangers: [], amiss: [] })
  expect({ sent: line.sent, received, lost, doubled, displaced, held, photosLost }).toEqual({ sent, received: sent, lost: 0, doubled: 0, displaced: 0, held: 0, photosLost: 0 })
  expect([answered, handedOver, replies].every((n) => n > 0), 'the channel was used to its end').toBe(true)
  expect(Object.entries(faults).filter(([, n]) => n === 0), 'every fault happened').toEqual([])
}

export const oftener = (faults: Record<string, number>, name: string): void => void (faults[name] = (faults[name] ?? 0) + 1)
