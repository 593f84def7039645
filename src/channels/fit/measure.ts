import type { Limit, Unit } from '../channel.ts'

const utf8 = new TextEncoder()

const lengthOf: Readonly<Record<Unit, (text: string) => number>> = {
  utf16: (text) => text.length,
  characters: (text) => [...text].length,
  bytes: (text) => utf8.encode(text).length,
}

/** A UTF-16 unit is at most three bytes: what is short enough is not counted. */
export const within = (text: string, { max, unit }: Limit): boolean => text.length * 3 <= max || lengthOf[unit](text) <= max

/** Made once: it is slow to make. */
export const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const SEEN = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u

/** Providers refuse a text in which there is nothing to see. */
export const visible = (text: string): boolean => SEEN.test(text)

/** As much of a label as fits, with … for the rest; null when that says nothing. */
export function shortened(label: string, limit: Limit): string | null {
  if (within(label, limit)) return label
  let kept = ''
  for (const { segment } of graphemes.segment(label)) {
    if (!within(`${kept}${segment}…`, limit)) break
    kept += segment
  }
  return visible(kept) ? `${kept.trimEnd()}…` : null
}
