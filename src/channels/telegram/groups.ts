import type { Telegram } from 'telegraf'
import type { Inlet } from '../channel.ts'

export type Groups = { readonly decline: (chat: number, language: string | null, inlet: Inlet) => Promise<void> }

/** Groups remembered as declined, so that none is told twice while it is being left. */
const REMEMBERED = 1000

/** What concerns one person is not for others to read: the desk says so, once, and leaves. */
export function createGroups(telegram: Telegram): Groups {
  const declined = new Set<number>()
  return {
    async decline(chat, language, { text, languages, log }) {
      if (declined.has(chat)) return
      declined.add(chat)
      for (const oldest of declined) if (declined.size > REMEMBERED) declined.delete(oldest)
      const spoken = language?.split('-')[0] ?? ''
      try {
        await telegram.sendMessage(chat, text('common:group', languages.includes(spoken) ? spoken : 'it')).catch(() => null)
        await telegram.leaveChat(chat)
      } catch (error) {
        declined.delete(chat)
        log.warn({ channel: 'telegram', error: error instanceof Error ? error.name : 'unknown' }, 'a group could not be left')
      }
    },
  }
}
