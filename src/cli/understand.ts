import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createUnderstanding } from '../understanding/understanding.ts'
import type { Understand } from '../understanding/port.ts'

/*
 * JSON lines in, JSON lines out: {"text", "lang"?} → {"lang", "intents", "urgent", "outOfScope"}, one a line, in order.
 * A line that cannot be read gives {"error"}, and the next one is read. Everything else goes to stderr.
 */
const LANGUAGES = ['it', 'zh', 'en', 'es', 'fr', 'ar']

type Asked = { readonly text: string; readonly lang: string | null }

function parseLine(line: string): Asked {
  const value: unknown = JSON.parse(line)
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') {
    throw new Error('expected an object with a "text"')
  }
  const lang = 'lang' in value ? value.lang : null
  if (lang !== null && typeof lang !== 'string') throw new Error('"lang" must be a language tag or null')
  return { text: value.text, lang }
}

async function answer(understand: Understand, line: string, number: number): Promise<object> {
  try {
    const { text, lang } = parseLine(line)
    const hints = await understand(text, { language: lang })
    const intents = hints.intents.map(({ topic, score }) => ({ intent: topic, score: Number(score.toFixed(4)) }))
    return { lang: lang ?? hints.language?.tag ?? null, intents, urgent: hints.urgent, outOfScope: hints.outOfScope }
  } catch (error) {
    return { error: `line ${number}: ${error instanceof Error ? error.message : String(error)}` }
  }
}

// node-nlp and its dependencies write to the console when they please; stdout is for answers only.
console.log = console.error
console.info = console.error

const root = new URL('../../', import.meta.url)
const understand = await createUnderstanding({
  dataDir: fileURLToPath(new URL('data', root)),
  cacheDir: process.env.UNDERSTANDING_CACHE ?? fileURLToPath(new URL('.cache/understanding', root)),
  languages: LANGUAGES,
  log: (message) => process.stderr.write(`${message}\n`),
})

process.stdout.on('error', () => process.exit(0))
let number = 0
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  number += 1
  if (line.trim() === '') continue
  process.stdout.write(`${JSON.stringify(await answer(understand, line, number))}\n`)
}
