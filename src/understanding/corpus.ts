import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LanguageTag, Topic } from '../core/ids.ts'

/** The training texts of one language. */
export type Corpus = readonly { readonly topic: Topic; readonly text: string }[]

/** Reads `data/intents/<lang>/<topic>.txt`: one text a line, `#` opens a remark. A language without a folder is empty. */
export async function loadCorpus(dataDir: string, language: LanguageTag): Promise<Corpus> {
  const folder = join(dataDir, 'intents', language)
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.txt')).sort()
  const read = files.map(async (name) => {
    const lines = (await readFile(join(folder, name), 'utf8')).split(/\r?\n/).map((line) => line.trim())
    const topic = name.slice(0, -'.txt'.length)
    return lines.filter((line) => line !== '' && !line.startsWith('#')).map((text) => ({ topic, text }))
  })
  return (await Promise.all(read)).flat()
}
