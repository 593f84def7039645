import type { FileRef } from '../../core/input.ts'
import type { Rendered } from '../../core/rendered.ts'
import type { Capabilities, Told } from '../channel.ts'
import { cardSides, plain, saidLines, sourceLines } from './lines.ts'
import type { Line } from './markup.ts'
import { visible } from './measure.ts'
import { numberLines, type Taps, tapsOf } from './menu.ts'

/** A text before it is cut. A card has two sides, and stays alone where others travel together. */
export type Words = { readonly kind: 'words'; readonly sides: readonly (readonly Line[])[]; readonly taps: Taps | null; readonly alone: boolean }
export type Attached = { readonly kind: 'file'; readonly file: FileRef }

export function messages(turn: readonly Told[], can: Capabilities): (Words | Attached)[] {
  if (!can.merges) return turn.flatMap((told) => messagesOf(told, can))
  const all = lastMenuOnly(turn).flatMap((told) => messagesOf(told, can))
  return [...merged(all.filter((m) => m.kind === 'words')), ...all.filter((m) => m.kind === 'file')]
}

function messagesOf(told: Told, can: Capabilities): (Words | Attached)[] {
  switch (told.kind) {
    case 'said': return told.rendered.card === null ? said(told.rendered, can) : cardOf(told.rendered, told.rendered.card, can)
    case 'replied': return [...words(plain(told.text)), ...told.files.flatMap((file) => attached(file, can))]
    case 'file': return attached(told.file, can)
  }
}

/** Numbers stand before the sources. Without a word there is nothing that buttons could hang under. */
function said(rendered: Rendered, can: Capabilities): Words[] {
  const lines = saidLines(rendered)
  const taps = rendered.menu && isSeen(lines) ? tapsOf(rendered.menu, can) : null
  return words([...lines, ...(taps?.numbered === false ? [] : numberLines(rendered.menu?.options ?? [])), ...sourceLines(rendered)], taps)
}

/** Numbers would be in the way of whoever reads the card at the counter: they follow it. */
function cardOf(rendered: Rendered, card: NonNullable<Rendered['card']>, can: Capabilities): Words[] {
  const taps = rendered.menu && tapsOf(rendered.menu, can)
  const side = { kind: 'words' as const, sides: cardSides(rendered, card), alone: true }
  return taps?.numbered === false ? [{ ...side, taps }] : [{ ...side, taps: null }, ...words(numberLines(rendered.menu?.options ?? []), taps)]
}

/** What cannot travel is named. */
const attached = (file: FileRef, can: Capabilities): (Words | Attached)[] => (travels(file, can.files) ? [{ kind: 'file', file }] : words(plain(file.name)))

const travels = ({ mime, bytes }: FileRef, files: Capabilities['files']): boolean => files !== null && bytes <= files.most && (files.kinds?.includes(mime) ?? true)

const words = (lines: readonly Line[], taps: Taps | null = null): Words[] => (isSeen(lines) ? [{ kind: 'words', sides: [lines], taps, alone: false }] : [])

const isSeen = (lines: readonly Line[]): boolean => lines.some((line) => visible(line.text))

/** In one text, two menus would both have a first choice. */
function lastMenuOnly(turn: readonly Told[]): Told[] {
  const last = turn.findLastIndex((told) => told.kind === 'said' && told.rendered.menu !== null)
  return turn.map((told, i) => (told.kind === 'said' && i !== last ? { ...told, rendered: { ...told.rendered, menu: null } } : told))
}

function merged(all: readonly Words[]): Words[] {
  const runs: Words[] = []
  for (const next of all) {
    const before = runs.at(-1)
    if (before === undefined || before.alone || next.alone) runs.push(next)
    else runs[runs.length - 1] = { ...before, sides: [[...before.sides.flat(), ...plain(''), ...next.sides.flat()]], taps: next.taps ?? before.taps }
  }
  return runs
}
