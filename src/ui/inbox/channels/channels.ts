import type { ChannelList, Tried } from '../../../web/contract/channels.ts'
import { ifSignedOut } from '../expired.ts'
import { changeChannel, fetchChannels, testChannel, tryChannel } from '../net/api.ts'
import { say, set } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'

export const loadChannels = (): Promise<boolean> => change(fetchChannels)
export const pauseChannel = (channel: string, goesOn: boolean): Promise<boolean> => change(() => changeChannel(channel, goesOn ? 'resume' : 'pause'))
export const checkChannel = (channel: string): Promise<boolean> => tried(() => tryChannel(channel))
export const sendTest = (channel: string, to: string): Promise<boolean> => tried(() => testChannel(channel, to))

/** @returns whether it did */
async function change(ask: () => Promise<ChannelList>): Promise<boolean> {
  try {
    set({ channels: await ask(), channelsTrouble: null })
    return true
  } catch (error) {
    if (!ifSignedOut(error)) set({ channelsTrouble: t('channel.failed', { reason: reasonOf(error) }) })
    return false
  }
}

async function tried(ask: () => Promise<Tried>): Promise<boolean> {
  try {
    const { ok, words, list } = await ask()
    set({ channels: list, channelsTrouble: null })
    say(words, ok ? 'plain' : 'bad')
    return ok
  } catch (error) {
    if (!ifSignedOut(error)) say(t('channel.failed', { reason: reasonOf(error) }), 'bad')
    return false
  }
}
