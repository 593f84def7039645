import type { Capabilities, Limit, Part } from '../channel.ts'
import { SEPARATOR } from './lines.ts'
import { counted, part, type Styled, styled, write } from './markup.ts'
import { visible, within } from './measure.ts'
import type { Words } from './messages.ts'
import { shortEnd, slices } from './split.ts'

/** The pieces of one text; what can be tapped hangs under the last. */
export function textParts({ sides, taps }: Words, can: Capabilities): Part[] {
  const end = taps === null ? null : can.menuText
  const pieces = bodies(sides.map(styled), can, end).flatMap((body, i, all) => cut(body, can, i === all.length - 1 ? end : null))
  return pieces.map((piece, i) => ({ kind: 'text', text: write(piece, can.markup), ...under(i === pieces.length - 1 ? taps : null) }))
}

const under = (taps: Words['taps']): Pick<Extract<Part, { kind: 'text' }>, 'buttons' | 'list'> => ({ buttons: taps?.buttons ?? [], list: taps?.list ?? null })

/** Both sides of a card under each other where there is room, so that none is cut through; else each by itself. */
function bodies(sides: readonly Styled[], can: Capabilities, end: Limit | null): readonly Styled[] {
  const [hers, theirs] = sides
  if (hers === undefined || theirs === undefined) return sides
  const both = joined(hers, joined(styled(SEPARATOR), theirs))
  return carries(both, can, can.text) && (end === null || carries(both, can, end)) ? [both] : sides
}

const joined = (one: Styled, other: Styled): Styled => {
  const start = one.text.length + 1
  return { text: `${one.text}\n${other.text}`, spans: [...one.spans, ...other.spans.map((s) => ({ ...s, from: s.from + start, to: s.to + start }))] }
}

function cut(body: Styled, can: Capabilities, end: Limit | null): Styled[] {
  const pieces = slices(body.text, can.text, (from, to) => carries(part(body, [from, to]), can, can.text)).map((range) => part(body, range)).filter((piece) => visible(piece.text))
  const last = pieces.at(-1)
  if (end === null || last === undefined || carries(last, can, end)) return pieces
  const halves = shortEnd(last.text, (from) => carries(part(last, [from, last.text.length]), can, end))
  return [...pieces.slice(0, -1), ...halves.map((range) => part(last, range)).filter((piece) => visible(piece.text))]
}

const carries = (words: Styled, can: Capabilities, limit: Limit): boolean => within(counted(words, can.markup), limit)
