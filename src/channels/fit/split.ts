import type { Limit } from '../channel.ts'
import { graphemes, within } from './measure.ts'
import { type Range, WHOLE } from './whole.ts'

/** Where a text may be cut, best first, and how full a piece must be for it: a paragraph, a line, a sentence in any script, a clause or a space. */
const CUTS = [
  { mark: /(?=\n[^\S\n]*\n)/g, least: 2 / 3 },
  { mark: /(?=\n)/g, least: 1 / 3 },
  { mark: /(?:[。！？।॥]|[.!?؟۔…](?=["'”’»)\]]*\s))["'”’»」』）)\]]*/g, least: 1 / 3 },
  { mark: /[，、；：،؛]|(?=\s)/g, least: 1 / 3 },
] as const

/** Pieces of at most `max` in the channel's unit, never cut inside a character that people see as one; such a character that is longer than the limit goes alone. */
export function split(text: string, limit: Limit): string[] {
  const pieces = slices(text, limit, (from, to) => within(text.slice(from, to), limit)).map(([from, to]) => text.slice(from, to)).filter((piece) => piece !== '')
  return pieces.length > 0 ? pieces : ['']
}

/** The same as places in the text; `fits` says whether what stands between two places can be sent. */
export function slices(text: string, { max }: Limit, fits: (from: number, to: number) => boolean): Range[] {
  const found: Range[] = []
  let from = 0
  while (!fits(from, text.length)) {
    const cut = from + endOfFirst(text.slice(from, from + reach(max)), (length) => fits(from, from + length))
    found.push([from, from + text.slice(from, cut).trimEnd().length])
    from = afterSpace(text, cut)
  }
  return [...found, [from, text.length]]
}

/** One cut more, so that what follows it is short enough. */
export function shortEnd(text: string, fits: (from: number) => boolean): readonly [Range, Range] {
  const cut = startOfLast(text, fits)
  return [[0, text.slice(0, cut).trimEnd().length], [afterSpace(text, cut), text.length]]
}

/** No unit lets more than two UTF-16 units through; a little more shows what stands across the limit. */
const reach = (max: number): number => 2 * max + 400

const afterSpace = (text: string, at: number): number => text.length - text.slice(at).trimStart().length

function endOfFirst(text: string, fits: (to: number) => boolean): number {
  const inside = graphemes.segment(text)
  const first = inside.containing(0)?.segment.length ?? text.length
  let at = turningPoint(text.length, (length) => !fits(length)) - 1
  for (;;) {
    at = Math.max(first, startOf(inside, at))
    const cut = bestCut(text, inside, { at, side: 'last', asks: (place, least) => place > at * least && place <= at })
    // Marked up, a shorter text can be the longer one.
    if (cut <= first || fits(cut)) return cut
    at = cut - 1
  }
}

function startOfLast(text: string, fits: (from: number) => boolean): number {
  const inside = graphemes.segment(text)
  const end = text.trimEnd().length
  const last = startOf(inside, end - 1)
  let at = turningPoint(text.length, fits)
  for (;;) {
    at = Math.min(last, endOf(inside, at))
    const from = text.slice(0, at).trimEnd().length
    const cut = bestCut(text, inside, { at, side: 'first', asks: (place) => place >= from && place > 0 && place < end })
    if (cut >= last || fits(afterSpace(text, cut))) return cut
    at = cut + 1
  }
}

/** The first number up to `most` of which it is true, of something that stays true; `most + 1` when there is none. */
function turningPoint(most: number, isTrue: (n: number) => boolean): number {
  let [low, high] = [0, most + 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isTrue(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** `at` is as far as one may go; `side` is the cut wanted of several that are as good. */
type Search = { readonly at: number; readonly side: 'first' | 'last'; readonly asks: (place: number, least: number) => boolean }

function bestCut(text: string, inside: Intl.Segments, { at, side, asks }: Search): number {
  for (const wholeIn of WHOLE) {
    const kept = wholeIn(text)
    const free = (place: number): boolean => startOf(inside, place) === place && !kept.some(([from, to]) => from < place && place < to)
    for (const { mark, least } of CUTS) {
      const places = [...text.matchAll(mark)].map((m) => m.index + m[0].length).filter((place) => asks(place, least))
      const best = side === 'last' ? places.findLast(free) : places.find(free)
      if (best !== undefined) return best
    }
    const across = kept.find(([from, to]) => from < at && at < to)
    const beside = across?.[side === 'last' ? 0 : 1] ?? at
    if (beside > 0 && beside < text.length && free(beside)) return beside
  }
  return at
}

const startOf = (inside: Intl.Segments, at: number): number => inside.containing(at)?.index ?? at

function endOf(inside: Intl.Segments, at: number): number {
  const one = inside.containing(at)
  return one === undefined || one.index === at ? at : one.index + one.segment.length
}
