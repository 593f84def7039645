import type { Capabilities, Part, Told } from './channel.ts'
import { messages } from './fit/messages.ts'
import { textParts } from './fit/parts.ts'
import { spokenParts } from './fit/spoken.ts'

export { blockLines, sourceLine } from './fit/lines.ts'
export { split } from './fit/split.ts'

/** Bends a turn's messages to what a channel can do: blocks to lines, buttons to a list or to numbers, long texts to several, many to one. Pure. */
export const fit = (turn: readonly Told[], can: Capabilities): Part[] =>
  can.spoken ? spokenParts(turn, can, can.spoken.list) : messages(turn, can).flatMap((message): Part[] => (message.kind === 'file' ? [{ kind: 'file', file: message.file }] : textParts(message, can)))

/** Where one message is all that her provider takes now, her choices go as numbers in its words rather than not at all. Pure. */
export function fitInOne(turn: readonly Told[], can: Capabilities): Part[] {
  const parts = fit(turn, can)
  const written = parts.length > 1 ? fit(turn, { ...can, buttons: null, list: null }) : parts
  return written.length === 1 ? written : parts
}
