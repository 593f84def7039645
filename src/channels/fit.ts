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
    ...(message.why ? [message.why] : []),
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

/** Where a long text may be cut, best first: a line, a sentence in any script, a clause or a space; never in 116,46 or a web address. */
const CUTS = [/\n/g, /[。！？]|[.!?؟۔…](?=\s)/g, /[，、；：،؛]|\s/g]

/** Pieces of at most `max` in the channel's unit, never cut inside a character that people see as one. */
export function split(text: string, { max, unit }: Capabilities['text']): string[] {
  const measure = lengthOf[unit]
  const pieces: string[] = []
  let rest = text
  while (measure(rest) > max) {
    const cut = bestCut(rest, longestStart(rest, max, measure))
    pieces.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  const said = [...pieces, rest].filter((piece) => piece !== '')
  return said.length > 0 ? said : ['']
}

/** How much of a text fits, in whole characters; one character at least, so that it always goes on. */
function longestStart(text: string, max: number, measure: (text: string) => number): number {
  let used = 0
  for (const { segment, index } of graphemes.segment(text)) {
    used += measure(segment)
    if (used > max) return Math.max(index, segment.length)
  }
  return text.length
}

/** Looks one place past `most`, to see whether a full stop ends a sentence. */
function bestCut(text: string, most: number): number {
  const seen = text.slice(0, most + 1)
  const whole = graphemes.segment(text)
  for (const mark of CUTS) {
    const ends = [...seen.matchAll(mark)].map((m) => m.index + m[0].length).filter((end) => end > most / 3 && end <= most)
    const last = ends.findLast((end) => end === text.length || whole.containing(end)?.index === end)
    if (last !== undefined) return last
  }
  return most
}
