import type { Channel, Inlet, Stop } from '../channels/channel.ts'
import type { DeskId, LanguageTag } from '../core/ids.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'

export type InletOptions = Pick<Ports, 'newId' | 'log'> & Pick<Inlet, 'refuses' | 'languages'> & {
  readonly receive: Receive
  /** The desk whose accounts these are. */
  readonly desk: DeskId
  readonly text: (key: string, language: LanguageTag) => string
}

/** The desk as its channels see it. */
export const createInlet = ({ receive, desk, ...rest }: InletOptions): Inlet => ({
  ...rest,
  async receive(message) {
    await receive.incoming({ ...message, desk })
  },
})

/** Opens every channel; the returned function closes them all. */
export async function openChannels(channels: ReadonlyMap<string, Channel>, inlet: Inlet): Promise<Stop> {
  const stops = await Promise.all([...channels.values()].map((channel) => channel.start?.(inlet)))
  return async () => {
    await Promise.all(stops.map((stop) => stop?.()))
  }
}
