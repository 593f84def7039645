import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LanguageTag, Topic } from '../core/ids.ts'

/** A text and what it is about: one topic, or two, the main one first. */
export type Example = { readonly language: LanguageTag; readonly topics: readonly [Topic, ...Topic[]]; readonly text: string }

/** The training texts of one language. */
export type Corpus = readonly Example[]

const SECOND_NEED = / \+\+ ([a-z_.]+)$/

/** Reads `data/intents/<lang>/<topic>.txt`: one text a line, ` ++ <topic>` ends one with a second need, `#` opens a remark. A language without a folder is empty. */
export async function loadCorpus(dataDir: string, language: LanguageTag): Promise<Corpus> {
  const folder = join(dataDir, 'intents', language)
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.txt')).sort()
  const read = files.map(async (name) => linesOf(await readFile(join(folder, name), 'utf8')).map((line) => exampleOf(language, name.slice(0, -'.txt'.length), line)))
  return (await Promise.all(read)).flat()
}

/** Reads `data/calibration/<lang>.txt`: `topic | text`, one a line. They are never trained on. */
export async function loadCalibration(dataDir: string, language: LanguageTag): Promise<Corpus> {
  const text = await readFile(join(dataDir, 'calibration', `${language}.txt`), 'utf8').catch(() => '')
  return linesOf(text).flatMap((line) => {
    const at = line.indexOf(' | ')
    return at < 0 ? [] : [{ language, topics: [line.slice(0, at)], text: line.slice(at + 3) }]
  })
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))

function exampleOf(language: LanguageTag, topic: Topic, line: string): Example {
  const second = SECOND_NEED.exec(line)
  return second?.[1] === undefined ? { language, topics: [topic], text: line } : { language, topics: [topic, second[1]], text: line.slice(0, second.index) }
}
