/** Marks that change what is seen without being seen: controls (a line's end too), and those of direction, with which a name pretends to be another. */
const MARKS = /[\u0000-\u001f\u007f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g
const MARKS_IN_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** A header's words as they may be used again: one line, however they were encoded. */
export const oneLine = (text: string, most: number): string => cut(text.replace(MARKS, ' ').replace(/ {2,}/g, ' ').trim(), most)

/** What she wrote, with lines that end in one way. */
export const manyLines = (text: string): string => text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(MARKS_IN_TEXT, '').replaceAll('\u00a0', ' ')

/** Never through the middle of a pair. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, /[\ud800-\udbff]/.test(text[most - 1] ?? '') ? most - 1 : most))
