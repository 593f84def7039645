import type { Capabilities, Channel, ChannelName } from './channel.ts'
import { TELEGRAM } from './telegram/can.ts'
import type { TelegramOptions } from './telegram/telegram.ts'
import { createWebChat, WEB_CHAT } from './web-chat.ts'

/** What each channel can do, whether or not this desk has it. */
export const capabilities: ReadonlyMap<ChannelName, Capabilities> = new Map([['web-chat', WEB_CHAT], ['telegram', TELEGRAM]])

/** Accounts of the desk; a channel without one is not opened, and its library not loaded. */
export type Accounts = { readonly telegram: TelegramOptions | null }

/** Every channel of the desk: one line each. */
export async function createChannels({ telegram }: Accounts): Promise<ReadonlyMap<ChannelName, Channel>> {
  const channels: Channel[] = [createWebChat()]
  if (telegram !== null) channels.push((await import('./telegram/telegram.ts')).createTelegram(telegram))
  return new Map(channels.map((c) => [c.name, c]))
}
