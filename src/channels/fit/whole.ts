/** From here to there, in UTF-16 units. */
export type Range = readonly [from: number, to: number]

/** Marks of other scripts end a web address: Chinese puts no space after one. */
const URL = '(?:[Hh][Tt][Tt][Pp][Ss]?://|[Ww]{3}\\.)[^\\s<>"“”«»，。；：！？、（）《》「」【】؟،؛।\\u2066-\\u2069]+'
const EMAIL = '[\\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}'
const PHONE_OR_SUM = '(?:€[ \\u00a0]?)?\\+?\\p{Nd}+(?:[ \\u00a0\\u202f.,:/()\\u066b\\u066c-]\\p{Nd}+)*(?:[ \\u00a0\\u202f]?[€%])?'
/** A line's number or box stays with its words. */
const OPENING = '^(?:☐|\\p{Nd}{1,2}\\.) (?=\\S)'

export const ADDRESS = `${URL}|${EMAIL}`

const NEVER_CUT = new RegExp(`${OPENING}|\\u2068?(?:${ADDRESS}|${PHONE_OR_SUM})\\u2069?`, 'gmu')
/** For when one of those is longer than the limit: a telephone number breaks at its spaces, an address where its letters are no longer ASCII. */
const NEVER_CUT_EITHER = /(?:https?:\/\/|www\.)[!-~]+|\p{Nd}+(?:[.,:/\u066b\u066c-]\p{Nd}+)*/giu

/** What stays whole, in three tries, each less strict than the one before. */
export const WHOLE: readonly ((text: string) => readonly Range[])[] = [(text) => ranges(text, NEVER_CUT), (text) => ranges(text, NEVER_CUT_EITHER), () => []]

const ranges = (text: string, of: RegExp): Range[] => [...text.matchAll(of)].map((m) => [m.index, m.index + m[0].length])
