import type { Rendered, RenderedBlock, RenderedSource } from '../core/rendered.ts'
import type { Capabilities } from './channel.ts'

/** One message as a channel can carry it. */
export type FitPart = { readonly text: string; readonly buttons: readonly { readonly id: string; readonly label: string }[] }

/** Bends a turn's messages to what a channel can do: blocks to lines, buttons to numbers, long texts to several. Pure. */
export const fit = (turn: readonly Rendered[], can: Capabilities): FitPart[] => turn.flatMap((message) => fitOne(message, can))

function fitOne(message: Rendered, can: Capabilities): FitPart[] {
  const options = message.menu?.options ?? []
  const asButtons = can.buttons !== null && options.length <= can.buttons.most && options.every((o) => o.label.length <= (can.buttons?.label ?? 0))
  const lines = [
    message.text,
    ...(message.hint ? [message.hint] : []),
    ...message.blocks.flatMap(blockLines),
    ...(asButtons ? [] : options.map((o) => `${o.number}. ${o.label}`)),
    ...message.sources.map(sourceLine),
  ]
  const texts = split(lines.join('\n'), can.text)
  return texts.map((text, i) => ({ text, buttons: asButtons && i === texts.length - 1 ? options.map(({ id, label }) => ({ id, label })) : [] }))
}

export function blockLines(block: RenderedBlock): string[] {
  switch (block.kind) {
    case 'checklist': return block.items.map((i) => `☐ ${i.text}`)
    case 'fees': return [...block.rows.map((r) => `${r.label}: ${r.amount}`), `${block.total.label}: ${block.total.amount}`]
    case 'dates': return block.rows.map((r) => `${r.label}: ${r.words}`)
    case 'rows': return block.rows.map((r) => `${r.label}: ${r.value}`)
    case 'file': return [block.name]
  }
}

export const sourceLine = (s: RenderedSource): string => `[${s.publisher}, ${s.when}${s.doubt ? ` · ${s.doubt}` : ''}]`

const lengthOf: Readonly<Record<Capabilities['text']['unit'], (text: string) => number>> = {
  utf16: (text) => text.length,
  characters: (text) => [...text].length,
  bytes: (text) => new TextEncoder().encode(text).length,
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Where a long text may be cut, best first: a line, a sentence in any script, a space. */
const CUTS = [/\n/g, /[.!?。！？؟…]\s*/g, /[\s，、；,;]+/g]

/** Pieces of at most `max` in the channel's unit, never cut inside a character that people see as one. */
export function split(text: string, { max, unit }: Capabilities['text']): string[] {
  const measure = lengthOf[unit]
  const pieces: string[] = []
  let rest = text
  while (measure(rest) > max) {
    const whole = longestStart(rest, max, measure)
    const cut = bestCut(whole)
    pieces.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return [...pieces, ...(rest === '' && pieces.length > 0 ? [] : [rest])]
}

function longestStart(text: string, max: number, measure: (text: string) => number): string {
  let used = 0
  for (const { segment, index } of graphemes.segment(text)) {
    used += measure(segment)
    if (used > max) return text.slice(0, Math.max(index, segment.length))
  }
  return text
}

function bestCut(text: string): number {
  for (const mark of CUTS) {
    const ends = [...text.matchAll(mark)].map((m) => m.index + m[0].length).filter((end) => end > text.length / 3)
    const last = ends.at(-1)
    if (last !== undefined) return last
  }
  return text.length
}
