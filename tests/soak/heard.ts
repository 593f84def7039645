import type { Expected } from './compare.ts'

type Place = { readonly name: string; readonly from: number; readonly to: number }

/** What of the expected is in everything that she heard, in the order in which she heard it; what was said twice is found twice when twice is expected. */
export function heardOf(expected: readonly Expected[], heard: string): readonly string[] {
  const all = bare(heard)
  const found: Place[] = []
  const isFree = (from: number, to: number): boolean => found.every((one) => to <= one.from || one.to <= from)
  const place = (name: string, start: number): Place | null => {
    const words = bare(name)
    for (let from = all.indexOf(words, start); from >= 0; from = all.indexOf(words, from + 1)) if (isFree(from, from + words.length)) return { name, from, to: from + words.length }
    return null
  }
  for (const { name } of expected) {
    const one = place(name, found.at(-1)?.to ?? 0) ?? place(name, 0)
    if (one !== null) found.push(one)
  }
  return found.sort((a, b) => a.from - b.from).map(({ name }) => name)
}

/** A voice has no lines. */
const bare = (text: string): string => text.replace(/\s+/gu, '')
