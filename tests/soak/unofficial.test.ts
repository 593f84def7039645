import { afterEach, describe, expect, test } from 'vitest'
import { browserPath } from '../emulators/whatsapp-web/chromium.ts'
import { type FakeUser as WebUser, startWhatsAppWeb } from '../emulators/whatsapp-web/index.ts'
import { type FakeUser as WechatyUser, startWechaty } from '../emulators/wechaty/index.ts'
import type { TestDesk } from '../support/desk.ts'
import { operator } from '../support/operator.ts'
import { PHOTO as PICTURE } from '../support/scenario.ts'
import { tempFolder } from '../support/temp.ts'
import { deskOnWechaty } from '../support/wechaty.ts'
import { deskOnWhatsAppWeb } from '../support/whatsapp-web.ts'
import type { Queue, Thread } from '../../src/web/contract/inbox.ts'
import { sum } from './audit.ts'
import { type Books, openBooks, pendingIn, readBooks } from './books.ts'
import { type Chance, createChance, pause } from './chance.ts'
import { examine, type Line } from './examine.ts'
import { hours } from './hours.ts'
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
type Soaked = { readonly line: Line; readonly complaints: readonly string[]; readonly strangers: readonly string[]; readonly numbered: number; readonly amiss: readonly string[]; readonly photos: number; readonly photosLost: number }

const SEED = 7
/** The first desk after the examples changed learns them; a message that is never answered is waited for half a minute. */
const MOST = 480_000
/** Milliseconds that everything may take to come to rest: longer than a retry, and than an answer that never comes. */
const REST = 150_000
/** Milliseconds between two faults, and that an account stays logged out, at most. */
const APART = 200
const OUT = 1_500
/** Milliseconds that the operator stays after the last message. */
const LAST = 1_000

type She = { readonly say: (text: string) => Promise<string>; readonly sendFile: (type: 'image', file: typeof PICTURE) => Promise<string>; readonly chat: readonly { readonly who: 'desk' | 'her'; readonly text: string; readonly file: object | null }[] }

/** Texts, photos, and the numbers of lines. `channel` is none of the big soak’s, whose audit asks only what it can do. */
function phoneOf(channel: string, address: string, she: She): Phone {
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
async function soak(desk: TestDesk, people: readonly Person[], messages: number, fault: (chance: Chance) => Promise<void>): Promise<Soaked> {
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

function judge(channel: string, { line, complaints, strangers, numbered, amiss, photos, photosLost }: Soaked, sent: number, faults: Readonly<Record<string, number>>): void {
  const { people, received, answered, handedOver, replies, lost, doubled, ambiguous, displaced, held } = line
  const figures = { people, sent: line.sent, received, numbered, amiss: amiss.length, photos, 'photos lost': photosLost, answered, 'handed over': handedOver, 'replies delivered': replies, lost, doubled, ambiguous, held, 'out of order': displaced, strangers: strangers.length }
  const written = (all: Readonly<Record<string, number>>): string => Object.entries(all).map(([name, n]) => `${name} ${n}`).join(', ')
  console.log(`${channel}: ${written(figures)}; faults: ${written(faults)}.`)
  expect({ complaints, strangers, amiss }).toEqual({ complaints: [], strangers: [], amiss: [] })
  expect({ sent: line.sent, received, lost, doubled, displaced, held }).toEqual({ sent, received: sent, lost: 0, doubled: 0, displaced: 0, held: 0 })
  expect(photosLost, 'only what a killed browser had, and the desk had not fetched yet: the stub page keeps no history').toBeLessThanOrEqual(faults.killed ?? 0)
  expect([answered, handedOver, replies].every((n) => n > 0), 'the channel was used to its end').toBe(true)
  expect(Object.entries(faults).filter(([, n]) => n === 0), 'every fault happened').toEqual([])
}

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

const oftener = (faults: Record<string, number>, name: string): void => void (faults[name] = (faults[name] ?? 0) + 1)

describe('WeChat through wechaty', () => {
  /** Times of what costs somebody half a minute, or a photo one of its tries. */
  const RARE = 3

  test('fifteen people with twenty messages each, in bad weather: none is lost, doubled or out of order', { timeout: MOST }, async () => {
    const now = hours(Date.now(), 1)
    const wechat = startWechaty({ now })
    endings.push(async () => wechat.stop())
    const desk = await deskOnWechaty(wechat, now)
    endings.push(desk.end)
    /** What each of them sent, newest last: it comes again with a login, and now and then for no reason. */
    const brought: { readonly she: WechatyUser; readonly id: string }[] = []
    const noted = (she: WechatyUser): She => {
      const note = (id: string): string => {
        brought.push({ she, id })
        return id
      }
      return { say: async (text) => note(await she.say(text)), sendFile: async (type, file) => note(await she.sendFile(type, file)), chat: she.chat }
    }
    const users = Array.from({ length: 15 }, (_, i) => wechat.user(`李${i} 🍢`))
    const people: Person[] = users.map((she) => ({ phone: phoneOf('wechaty', she.id, noted(she)), sent: [] }))
    const passers = [wechat.user('老王 🥟'), wechat.user('小陈')]
    const room = wechat.room('普拉托老乡群 🏮', ...passers)
    const news = wechat.official('普拉托新闻')
    const again = (how: readonly { readonly she: WechatyUser; readonly id: string }[]): Promise<unknown> => Promise.all(how.map(({ she, id }) => she.repeat(id)))

    const faults: Record<string, number> = { refused: 0, hung: 0, 'file lost': 0, 'logged out': 0, twice: 0, 'in a room': 0, 'news sent round': 0 }
    const kinds: Readonly<Record<string, (chance: Chance) => unknown>> = {
      refused: () => wechat.faults.refuse(),
      hung: () => wechat.faults.hang(),
      'file lost': () => wechat.faults.loseFiles(),
      async 'logged out'(chance) {
        const before = brought.length - people.length
        await wechat.logout()
        await pause(chance.below(OUT))
        await wechat.login()
        await again(brought.slice(Math.max(0, before)))
      },
      twice: (chance) => again(Array.from({ length: Math.min(2, brought.length) }, () => chance.among(brought.slice(-40)))),
      'in a room': (chance) => chance.among(passers).say('大家好 @Sportello 🏮', { roomId: room.id, ...(chance.happens(0.5) && { mentionIdList: ['wxid_sportello'] }) }),
      'news sent round': () => news.say('今日新闻 🗞️'),
    }
    const isRare = (name: string): boolean => name === 'hung' || name === 'logged out' || name === 'file lost'
    const soaked = await soak(desk, people, 20, async (chance) => {
      const name = chance.among(Object.keys(kinds))
      if (isRare(name) && ((faults[name] ?? 0) >= RARE || !chance.happens(0.3))) return
      oftener(faults, name)
      await kinds[name]?.(chance)
    })
    judge('wechaty', soaked, 300, faults)
    expect(room.said.length, 'a room is told once').toBeLessThanOrEqual(1)
    expect([...passers, news].flatMap((one) => one.chat.filter((m) => m.who === 'desk')), 'nobody is answered who did not write to the desk').toEqual([])
  })
})

describe.skipIf(browserPath === undefined)('WhatsApp Web', () => {
  test('six people with eight messages each, and a browser that is killed: none is lost, doubled or out of order', { timeout: MOST }, async () => {
    const now = hours(Date.now(), 1)
    const whatsapp = startWhatsAppWeb({ dataDir: tempFolder('soak-web'), now })
    endings.push(() => whatsapp.stop())
    const desk = await deskOnWhatsAppWeb(whatsapp, now)
    endings.push(desk.end)
    const inTurn = oneByOne()
    const said: { readonly she: WebUser; readonly id: string; readonly body: string }[] = []
    /** Nobody writes at the very moment of the kill: what WhatsApp had taken by then is in the page, the rest comes to the next one. */
    const noted = (she: WebUser): She => ({
      chat: she.chat, sendFile: (type, file) => inTurn(() => she.sendFile(type, file)),
      async say(body) {
        const id = await inTurn(() => she.say(body))
        said.push({ she, id, body })
        return id
      },
    })
    const people: Person[] = Array.from({ length: 6 }, (_, i) => {
      const [phone, lid] = [`39333000000${i}@c.us`, `55566677700${i}@lid`]
      const she = whatsapp.user({ phone, ...(i % 3 > 0 && { lid }), ...(i % 3 > 1 && { hidden: true }) })
      return { phone: phoneOf('whatsapp-web', i % 3 > 1 ? lid : phone.replace('@c.us', ''), noted(she)), sent: [] }
    })
    const passer = whatsapp.user({ phone: '393339999999@c.us' })
    const group = whatsapp.group()

    const faults: Record<string, number> = { twice: 0, 'in a group': 0, killed: 0 }
    const soaked = await soak(desk, people, 8, async (chance) => {
      if (faults.killed === 0 && people.reduce((all, p) => all + p.sent.length, 0) >= 24) {
        oftener(faults, 'killed')
        return inTurn(() => whatsapp.crash())
      }
      const last = said.at(-1)
      if (last !== undefined && chance.happens(0.5)) {
        oftener(faults, 'twice')
        const same = { fromMe: false, id: last.id.split('_').at(-1) }
        await inTurn(() => last.she.send({ type: 'chat', body: last.body }, same))
      } else {
        oftener(faults, 'in a group')
        await inTurn(() => passer.send({ type: 'chat', body: '@390574000000 你好 🏮', mentionedJidList: chance.happens(0.5) ? [whatsapp.me] : [] }, { chat: group.id }))
      }
    })
    judge('whatsapp-web', soaked, 48, faults)
    expect(group.said.length, 'a group is told once a browser').toBeLessThanOrEqual(2)
  })
})

function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let free: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = free.then(work)
    free = mine.catch(() => {})
    return mine
  }
}
