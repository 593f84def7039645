const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu

/** What a full-text index takes of a text: small letters, each Chinese character a word. */
export const wordsOf = (text: string): string[] => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().match(WORD) ?? []
