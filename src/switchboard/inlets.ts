import { type Channel, type Inlet, NotNow, type Stop } from '../channels/channel.ts'
import type { DeskId, LanguageTag } from '../core/ids.ts'
import { StoreUnavailable } from '../store/store.ts'
import { createPace } from './pace.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'

export type InletOptions = Pick<Ports, 'newId' | 'log' | 'clock'> & Pick<Inlet, 'refuses' | 'languages'> & {
  readonly receive: Receive
  /** The desk whose accounts these are. */
  readonly desk: DeskId
  readonly text: (key: string, language: LanguageTag) => string
  /** What one citizen may send; the rest of the minute is dropped. */
  readonly messagesPerMinute: number
}

/** The desk as its channels see it. */
export function createInlet({ receive, desk, messagesPerMinute, clock, ...rest }: InletOptions): Inlet {
  const isTooMuch = createPace(messagesPerMinute, () => Date.parse(clock.now()))
  return {
    ...rest,
    async receive(message) {
      const { channel, account, address } = message.from
      const { isOver, first } = isTooMuch(`${channel} ${account} ${address}`)
      if (first) rest.log.warn({ channel, messagesPerMinute }, 'somebody writes faster than a person can: the rest of the minute is dropped')
      if (isOver) return
      try {
        await receive.incoming({ ...message, desk })
      } catch (error) {
        throw error instanceof StoreUnavailable ? new NotNow(error) : error
      }
    },
  }
}

/** Opens every channel; the returned function closes them all. */
export async function openChannels(channels: ReadonlyMap<string, Channel>, inlet: Inlet): Promise<Stop> {
  const stops = await Promise.all([...channels.values()].map((channel) => channel.start?.(inlet)))
  return async () => {
    await Promise.all(stops.map((stop) => stop?.()))
  }
}
