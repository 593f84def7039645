const HAN = /\p{Script=Han}/gu

/** Words as the search index holds them: each Chinese character a word of its own, so that two of them are a phrase. */
export const indexed = (text: string): string => text.normalize('NFKC').replace(HAN, ' $& ')

/** What was typed in the search box as a full-text query: every word must begin something; nothing is an operator. */
export function searchQuery(typed: string): string | null {
  const words = typed.normalize('NFKC').match(/\p{Script=Han}+|[\p{L}\p{N}\p{M}]+/gu)?.flatMap(apart) ?? []
  return words.length === 0 ? null : words.map((w) => (HAN_RUN.test(w) ? `"${[...w].join(' ')}"` : `"${w}"*`)).join(' ')
}

const HAN_RUN = /^\p{Script=Han}+$/u

/** `办KIT` → 办, KIT: scripts that touch are words of their own. */
const apart = (word: string): string[] => word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []
