/** What stands in the place of what could name somebody. */
export const NEUTRAL = { link: 'https://example.org', mail: 'nome@example.org', code: 'AAAAAA00A00A000A', phone: '055 000000', number: '10', name: 'Rossi', zh: '小王', ar: 'أحمد' } as const

export type Replacing = readonly [RegExp, string | ((found: string, ...groups: string[]) => string)]

/** A word of Latin letters and the like, never one of Chinese: those have no spaces between them. */
export const WORD = "(?:(?!\\p{Script=Han})[\\p{L}\\p{M}'’-])+"
/** Where a word of Latin letters begins and ends, also beside Chinese. */
export const BEGINS = '(?<![\\p{Script=Latin}\\p{N}])'
export const ENDS = '(?![\\p{Script=Latin}\\p{N}])'
export const oneOf = (words: string): string => `(?:${words.trim().split(/\s+/).join('|')})`
