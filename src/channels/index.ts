import type { Channel, ChannelName } from './channel.ts'
import { createWebChat } from './web-chat.ts'

/** Every channel of the desk: one line each. */
export const createChannels = (): ReadonlyMap<ChannelName, Channel> => new Map([createWebChat()].map((c) => [c.name, c]))
