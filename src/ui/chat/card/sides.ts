import type { ChatBlock, ChatMessage } from '../../../web/contract/chat.ts'

export type Side = { language: string; dir: 'ltr' | 'rtl'; title: string; text: string; blocks: readonly ChatBlock[] }

/** Two sides, or one for whoever reads Italian. */
export function cardSides(message: ChatMessage, card: NonNullable<ChatMessage['card']>): Side[] {
  const { language, dir, text, blocks } = message
  const hers: Side = { language, dir, title: card.title, text, blocks }
  if (/^it\b/.test(language)) return [hers]
  return [hers, { language: 'it', dir: 'ltr', title: card.titleItalian, text: card.textItalian, blocks: card.blocksItalian }]
}
