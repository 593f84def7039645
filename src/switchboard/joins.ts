import { createHash, randomInt } from 'node:crypto'
import type { Said, TurnEvent } from '../core/event.ts'
import type { JoinNews } from '../core/input.ts'
import type { Address, ConversationId, DeskId, IdentityId } from '../core/ids.ts'
import { LIMITS } from '../core/limits.ts'
import { fold } from '../core/text.ts'
import type { Identity, Join, JoinOffer, SaidBody } from '../store/store.ts'
import { later } from './backoff.ts'
import type { Incoming } from './incoming.ts'
import { createPace } from './pace.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'

const MINUTE = 60_000
/** Milliseconds in which the first address may still agree. */
const AGREES_IN = 24 * 60 * MINUTE
/** Codes that one address may try in a minute: of a million few are good, each for a quarter of an hour. */
const TRIES = 3

const CODE = /^\d{3}[ -]?\d{3}$/

/** What a turn tells that is done after its commit. */
export const JOINING: ReadonlySet<TurnEvent['kind']> = new Set(['join-accepted', 'join-agreed', 'join-declined', 'part-agreed'])

export type Joins = {
  /** What she typed, when it is the code of another address of hers. */
  readonly typed: (message: Incoming) => Promise<Incoming>
  /** Does what a turn wants of two addresses, after its commit; of the kinds in `JOINING`. */
  readonly after: (event: TurnEvent, conversation: ConversationId, identity: IdentityId) => Promise<void>
  /** A code for somebody who asked for it where she cannot be asked again; null: not now, or she has joined another address already, which would have to be asked. */
  readonly code: (from: Address, desk: DeskId) => Promise<string | null>
}

/** One citizen on several addresses: a code given on one and typed on the other, confirmed on both. */
export function createJoins({ store, clock, newId, channels }: Ports, receive: () => Receive): Joins {
  const tries = createPace(TRIES, () => Date.parse(clock.now()))
  const tell = (conversation: ConversationId, news: JoinNews, to?: Identity) => receive().inside({ conversation, externalId: null, content: { kind: 'join', news }, ...(to && { to }) })

  /** What she was told in this call and could not hear: the newest lists and cards. */
  const lists = async (conversation: ConversationId): Promise<Said[]> => {
    const since = later(clock.now(), -CALL)
    const recent = (await store.transcript(conversation, { limit: RECENT })).filter(({ at }) => at > since)
    const said = recent.flatMap(({ kind, body }) => (kind === 'assistant' && body?.rendered ? [(body.rendered as SaidBody).said] : []))
    return said.filter(({ blocks, card }) => blocks.length > 0 || card !== null).slice(-LISTS)
  }

  const complete = async ({ id, agreed, first, second }: Join): Promise<void> => {
    const other = second && (await store.load(second.conversation))
    if (second === null || other === null) return
    const [shares, channel, here] = [first.shares && second.shares, second.identity.channel, first.identity.channel]
    // What she is told on the second's last entries comes before what is said on both.
    const done = await tell(first.conversation, { kind: 'done', join: id, channel, here, after: other.lastSeq + LAST_WORDS, shares, again: agreed ? await lists(first.conversation) : [] }, agreed ? second.identity : undefined)
    if (done?.kind === 'committed' && done.advanced.events.some((e) => e.kind === 'joined')) return void (await tell(second.conversation, { kind: 'away', channel: here, here: channel, told: agreed }))
    await tell(second.conversation, { kind: 'not-now' })
    if (!agreed) await tell(first.conversation, { kind: 'not-now' })
  }

  const accepted = async (id: string, shares: boolean, conversation: ConversationId, identity: IdentityId): Promise<void> => {
    const now = clock.now()
    if (!(await store.typeJoin(id, { identity, conversation, shares }, now, later(now, AGREES_IN)))) return void (await tell(conversation, { kind: 'refused' }))
    const join = await store.joinOf(id)
    if (join?.second == null) return
    if (join.agreed) return complete(join)
    await tell(join.first.conversation, { kind: 'asked', join: id, channel: join.second.identity.channel })
  }

  /** Said where it goes on at this address; a danger that is answered at another is not for this. */
  const tellParted = async (identity: Identity, desk: DeskId, channel: string, after: number): Promise<void> => {
    const { latest } = await store.find(identity, desk)
    if (latest !== null && (latest.conversation.urgent === null || latest.identity.place === identity.place)) await tell(latest.conversation.id, { kind: 'parted', channel, after })
  }

  const parted = async (conversation: ConversationId, identity: IdentityId): Promise<void> => {
    const before = await store.load(conversation)
    const all = await store.partJoins(identity, clock.now())
    if (all.length === 0 || before === null) return void (await tell(conversation, { kind: 'nothing' }))
    const after = before.lastSeq + LAST_WORDS
    for (const { first, second } of all) {
      if (second === null) continue
      await tellParted(first.identity, before.conversation.desk, second.identity.channel, 0)
      await tellParted(second.identity, before.conversation.desk, first.identity.channel, after)
    }
  }

  return {
    async typed(message) {
      const text = message.content.kind === 'wrote' ? fold(message.content.text) : ''
      if (!CODE.test(text)) return message
      const { channel, account, address } = message.from
      if (tries(`${channel} ${account} ${address}`).isOver) return message
      const join = await store.offeredJoin(hashOf(text), clock.now())
      if (join === null || isSame(join.first.identity, message.from) || (await store.find(message.from, message.desk)).identity?.citizen === join.first.identity.citizen) return message
      const there = await store.load(join.first.conversation)
      if (there?.conversation.desk !== message.desk) return message
      return { ...message, content: { kind: 'typed-code', join: join.id, channel: join.first.identity.channel, agreed: join.agreed, language: there.conversation.languageSure ? there.conversation.language : null } }
    },
    async after(event, conversation, identity) {
      if (event.kind === 'join-accepted') await accepted(event.join, event.shares, conversation, identity)
      if (event.kind === 'part-agreed') await parted(conversation, identity)
      if (event.kind !== 'join-agreed' && event.kind !== 'join-declined') return
      const join = await store.joinOf(event.join)
      if (join?.state !== 'typed' || join.second === null) return void (event.kind === 'join-agreed' && (await tell(conversation, { kind: 'refused' })))
      if (event.kind === 'join-agreed') await complete(join)
      else await tell(join.second.conversation, { kind: 'refused' })
    },
    async code(from, desk) {
      if (channels.get(from.channel) === undefined) return null
      const { identity, latest } = await store.find(from, desk)
      if (identity === null || latest === null || latest.conversation.closedAt !== null || latest.conversation.urgent !== null || identity.joined) return null
      for (let n = 0; n < TRIES; n++) {
        const code = newCode()
        if (await store.offerJoin(offerOf({ id: newId(), code, conversation: latest.conversation.id, identity: identity.id, shares: false, agreed: true, at: clock.now() }))) return code
      }
      return null
    },
  }
}

/** Entries among which lists are looked for, and how many of them are said again. */
const RECENT = 60
const LISTS = 3
/** Milliseconds that a call lasts at most. */
const CALL = 3_600_000
/** Entries that the conversation that ends may still get. */
const LAST_WORDS = 10

const isSame = (a: Address, b: Address): boolean => a.channel === b.channel && a.account === b.account && a.address === b.address

/** Six digits. */
export const newCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0')

const hashOf = (code: string): string => createHash('sha256').update(code.replace(/\D/g, '')).digest('base64url')

export const offerOf = ({ code, ...offer }: Omit<JoinOffer, 'hash' | 'expiresAt'> & { readonly code: string }): JoinOffer => ({ ...offer, hash: hashOf(code), expiresAt: later(offer.at, LIMITS.joinMinutes * MINUTE) })

/** The turn's events with the code in the place of what asks for one. */
export const withCode = (events: readonly TurnEvent[], code: string): readonly TurnEvent[] =>
  events.map((event) => (event.kind === 'said' && isCode(event.params.code) ? { ...event, params: { ...event.params, code } } : event))

const isCode = (param: unknown): boolean => typeof param === 'object' && param !== null && 'code' in param
