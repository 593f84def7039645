const HAN = /\p{Script=Han}/gu

/** Words as the search index holds them: each Chinese character a word of its own, so that two of them are a phrase. */
export const indexed = (text: string): string => text.normalize('NFKC').replace(HAN, ' $& ')

/** What was typed in the search box as a full-text query: every word must begin something; nothing is an operator. */
export function searchQuery(typed: string): string | null {
  const words = indexed(typed).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words.length === 0 ? null : words.map((w) => `"${w}"${/^\p{Script=Han}$/u.test(w) ? '' : '*'}`).join(' ')
}
