import { readFile } from 'node:fs/promises'
import type { LanguageTag, Topic } from '../../core/ids.ts'

/** A text never trained on. `here`: the procedure in which she stood when she wrote it. */
export type HeldOut = { readonly language: LanguageTag; readonly topics: readonly [Topic, ...Topic[]]; readonly here: Topic | null; readonly text: string }

/** `topic | text`, `topic + second | text` or `topic @where | text`, one a line; `#` opens a remark. */
const LINE = /^([a-z_.]+)(?: \+ ([a-z_.]+))?(?: @([a-z_.]+))? \| (.+)$/u

/** @throws Error naming the line that has another shape. */
export async function readHeldOut(file: URL, language: LanguageTag): Promise<HeldOut[]> {
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [, topic, second, here, text] = LINE.exec(line) ?? []
    if (topic === undefined || text === undefined) throw new Error(`${file.pathname}:${at + 1}: expected «topic | text»`)
    return [{ language, topics: second === undefined ? [topic] : [topic, second], here: here ?? null, text }]
  })
}
