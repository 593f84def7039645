import { type Channel, type Inlet, NotNow, type Stop } from '../channels/channel.ts'
import { isOpen } from '../core/hours.ts'
import type { DeskId, LanguageTag } from '../core/ids.ts'
import { StoreUnavailable } from '../store/store.ts'
import { createPace } from './pace.ts'
import type { Ports } from './ports.ts'
import type { Switchboard } from './switchboard.ts'
import { partOf } from './send-part.ts'
import { opened } from './window.ts'

export type InletOptions = Pick<Ports, 'newId' | 'log' | 'clock' | 'store' | 'channels' | 'live' | 'content'> & Pick<Inlet, 'refuses' | 'languages'> & {
  readonly switchboard: Pick<Switchboard, 'incoming' | 'inside' | 'accounts' | 'joins' | 'wake'>
  /** The desk whose accounts these are. */
  readonly desk: DeskId
  readonly text: (key: string, language: LanguageTag) => string
  /** What one citizen may send; the rest of the minute is dropped. */
  readonly messagesPerMinute: number
}

/** The desk as its channels see it. */
export const createInlets = (options: InletOptions): ((channel: string) => Inlet) => {
  const isTooMuch = createPace(options.messagesPerMinute, () => Date.parse(options.clock.now()))
  return (channel) => createInlet(options, channel, isTooMuch)
}

function createInlet({ switchboard, desk, messagesPerMinute, clock, store, channels, live, content, ...rest }: InletOptions, name: string, isTooMuch: ReturnType<typeof createPace>): Inlet {
  const isHere = (): boolean => {
    const of = content().desks[desk]
    const { today: date, time } = clock.local()
    return of !== undefined && isOpen(of, { date, time })
  }
  return {
    ...rest,
    async receive(message) {
      const { channel, account, address } = message.from
      const { isOver, first, undo } = isTooMuch(`${channel} ${account} ${address}`)
      if (first) rest.log.warn({ channel, messagesPerMinute }, 'somebody writes faster than a person can: the rest of the minute is dropped')
      if (isOver) return { answers: false, person: null }
      const received = await keep(() => switchboard.incoming({ ...message, desk })).catch((error: unknown) => {
        undo()
        throw error
      })
      if (received.kind !== 'committed') return { answers: false, person: null }
      const withPerson = received.conversation.mode.kind === 'queued' || received.conversation.mode.kind === 'attended'
      return { answers: received.answers, person: withPerson ? (isHere() ? 'here' : 'away') : null }
    },
    receipt: (receipt) => keep(async () => {
      const { account, externalId, at } = receipt
      const of = { channel: name, account, of: receipt.ref === null ? null : partOf(receipt.ref), externalId, at }
      if (receipt.ref !== null && of.of === null) return
      const why = receipt.kind === 'failed' ? receipt.why : null
      const told = await store.receipt(why === null ? { ...of, kind: receipt.kind as 'delivered' | 'read' } : { ...of, kind: 'failed', explain: why.explain, hold: why.kind === 'hold' })
      if (why !== null) rest.log.warn({ channel: name, explain: why.explain }, 'a provider did not deliver what it had taken')
      if (why?.kind === 'pause') switchboard.accounts.trouble({ channel: name, account }, why)
      if (told === null) return
      if (why?.kind === 'unreachable') await switchboard.inside({ conversation: told.conversation, via: told.identity, externalId: null, content: { kind: 'reachability', reachable: false } })
      if (why?.kind === 'hold') switchboard.wake(told.identity, name)
      live.changed(told)
    }),
    resume: (from) => keep(async () => {
      const window = channels.get(name)?.can.window ?? null
      const identity = window && (await store.resumeHeld(from, opened(window, clock.now(), null, false), clock.now()))
      if (identity !== null) switchboard.wake(identity, name)
      return identity !== null
    }),
    pairing: (account, code) => switchboard.accounts.pairing({ channel: name, account }, code),
    code: (from) => keep(() => switchboard.joins.code(from, desk)),
    reading: (account, why) => switchboard.accounts.reading({ channel: name, account }, why),
    cursor: { get: (key) => keep(() => store.cursor(name, key)), set: (key, value) => keep(() => store.setCursor(name, key, value)) },
  }
}

/** A provider whose message cannot be kept now will bring it again. */
async function keep<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof StoreUnavailable ? new NotNow(error) : error
  }
}

/** Opens every channel; the returned function closes them all. */
export async function openChannels(channels: ReadonlyMap<string, Channel>, inlet: (channel: string) => Inlet): Promise<Stop> {
  const stops = await Promise.all([...channels.values()].map((channel) => channel.start?.(inlet(channel.name))))
  return async () => {
    await Promise.all(stops.map((stop) => stop?.()))
  }
}
