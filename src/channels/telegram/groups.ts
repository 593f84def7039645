import type { Telegram } from 'telegraf'
import type { Inlet } from '../channel.ts'

export type Groups = { readonly decline: (chat: number, language: string | null, inlet: Inlet) => void }

/** Milliseconds that saying and leaving may take together. */
const PATIENCE = 30_000
/** Groups that are being left at a time; of more, Telegram tells again. */
const AT_ONCE = 20

/** What concerns one person is not for others to read: the desk says so, once, and leaves. Nobody waits for it. */
export function createGroups(telegram: Telegram): Groups {
  const leaving = new Set<number>()
  const leave = async (chat: number, words: string): Promise<void> => {
    const signal = AbortSignal.timeout(PATIENCE) as never
    await telegram.callApi('sendMessage', { chat_id: chat, text: words }, { signal }).catch(() => null)
    await telegram.callApi('leaveChat', { chat_id: chat }, { signal })
  }
  return {
    decline(chat, language, { text, languages, log }) {
      if (leaving.has(chat) || leaving.size >= AT_ONCE) return
      leaving.add(chat)
      const spoken = language?.split('-')[0] ?? ''
      void leave(chat, text('common:group', languages.includes(spoken) ? spoken : 'it'))
        .catch((error: unknown) => log.warn({ channel: 'telegram', error: error instanceof Error ? error.name : 'unknown' }, 'a group could not be left'))
        .finally(() => leaving.delete(chat))
    },
  }
}
