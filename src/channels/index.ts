import type { Surroundings } from './account.ts'
import type { Accounts } from './accounts.ts'
import type { Capabilities, Channel, ChannelName } from './channel.ts'
import { TELEGRAM } from './telegram/can.ts'
import { createWebChat, WEB_CHAT } from './web-chat.ts'

/** What each channel can do, whether or not this desk has it. */
export const capabilities: ReadonlyMap<ChannelName, Capabilities> = new Map([['web-chat', WEB_CHAT], ['telegram', TELEGRAM]])

/** Every channel of the desk: one line each. A channel without an account is not opened, and its library not loaded. */
export async function createChannels({ telegram }: Accounts, surroundings: Surroundings): Promise<ReadonlyMap<ChannelName, Channel>> {
  const channels: Channel[] = [createWebChat()]
  if (telegram !== null) channels.push((await import('./telegram/telegram.ts')).createTelegram({ ...telegram, ...surroundings }))
  return new Map(channels.map((c) => [c.name, c]))
}
