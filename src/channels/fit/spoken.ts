import type { Rendered, RenderedBlock } from '../../core/rendered.ts'
import type { Button, Capabilities, Part, Spoken, Told } from '../channel.ts'
import { buttonId } from '../button.ts'
import { visible } from './measure.ts'
import { split } from './split.ts'
import { ADDRESS } from './whole.ts'

/** A turn as it is said aloud. What it asks for, and what can only be had in writing, stands with its last words. */
export function spokenParts(turn: readonly Told[], can: Capabilities, list: number): Part[] {
  const words = turn.flatMap((told) => saidAloud(told, list)).map(heard).filter(visible).join('\n')
  const pieces = split(words, can.text)
  const last = turn.findLast((told) => told.kind === 'said' && (told.rendered.menu !== null || told.rendered.expects !== undefined))
  const asks = last?.kind === 'said' ? last.rendered : null
  return pieces.map((text, i): Part => ({ kind: 'text', text, list: null, ...(i === pieces.length - 1 ? { buttons: buttonsOf(asks), spoken: beside(turn, asks, list) } : { buttons: [] }) }))
}

const buttonsOf = (rendered: Rendered | null): Button[] => rendered?.menu?.options.map(({ id, label }) => ({ id: buttonId(rendered.menu?.id ?? '', id), label: heard(label) })) ?? []

function beside(turn: readonly Told[], asks: Rendered | null, list: number): Spoken {
  const said = turn.flatMap((told) => (told.kind === 'said' ? [told.rendered] : []))
  const long = said.flatMap(({ blocks }) => blocks.flatMap((b) => (b.kind === 'checklist' && b.items.length > list ? [b.items.length] : [])))
  const files = turn.some((told) => told.kind === 'file' || (told.kind === 'replied' && told.files.length > 0)) || said.some(({ blocks }) => blocks.some((b) => b.kind === 'file'))
  const isCut = turn.some((told) => saidAloud(told, list).some((text) => sentences(text).some(isWritten)))
  return { expects: asks?.menu ? null : (asks?.expects ?? null), documents: long.reduce((sum, n) => sum + n, 0), unread: long.length > 0 || files || isCut || said.some(({ card }) => card !== null) }
}

function saidAloud(told: Told, list: number): string[] {
  if (told.kind === 'file') return []
  if (told.kind === 'replied') return [told.text]
  const { card, text, hint, why, blocks } = told.rendered
  return [card?.title ?? '', text, hint ?? '', why ?? '', ...blocks.flatMap((b) => blockAloud(b, list))]
}

function blockAloud(block: RenderedBlock, list: number): string[] {
  switch (block.kind) {
    case 'checklist': return block.items.length > list ? [] : block.items.map((i) => sentence(i.text))
    case 'fees': return [...block.rows, block.total].map((r) => sentence(`${r.label}: ${r.amount}`))
    case 'dates': return block.rows.map((r) => sentence(`${r.label}: ${r.words}`))
    case 'rows': return block.rows.map((r) => sentence(`${r.label}: ${r.value}`))
    case 'file': return []
  }
}

/** Without its mark at the end a voice would run into the next line. */
const sentence = (text: string): string => (/[.。!！?？؟:：]\s*$/u.test(text) ? text : `${text}.`)

const ENDS = /(?<=[。！？\n])|(?<=[.!?؟])(?=\s)/u
const WRITTEN = new RegExp(ADDRESS, 'u')
/** Marks that direct letters or draw a box: nobody can hear them. */
const SILENT = /[\u061c\u200b\u200e\u200f\u2060\u2066-\u2069\u202a-\u202e\ufeff☐]|\p{Cc}(?<![\n\t])/gu

const sentences = (text: string): string[] => text.replace(SILENT, '').split(ENDS)

const isWritten = (sentence: string): boolean => WRITTEN.test(sentence)

/** Nobody can follow an address with her ears: the sentence that gives one is left out. */
const heard = (text: string): string => sentences(text).filter((s) => !isWritten(s)).join('').trim()
