import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { LanguageTag } from '../core/ids.ts'
import { explain } from '../understanding/evaluation/explain.ts'
import { answerAll } from '../understanding/evaluation/evaluate.ts'
import { openParts } from '../understanding/evaluation/open.ts'
import { readHeldOut } from '../understanding/evaluation/held-out.ts'
import { report } from '../understanding/evaluation/report.ts'
import type { Understand } from '../understanding/port.ts'
import { createUnderstanding } from '../understanding/understanding.ts'

/*
 * npm run understand                    JSON lines in, JSON lines out: {"text", "lang"?} → {"lang", "intents", "urgent", "outOfScope"}, in order.
 *                                       A line that cannot be read gives {"error"}, and the next one is read.
 * npm run understand -- --evaluate      measures on the texts never trained on, by language, with the worst confusions
 * npm run understand -- --explain TEXT  why a text is taken for what it is taken
 */
const LANGUAGES = ['it', 'zh', 'en', 'es', 'fr', 'ar']
const root = new URL('../../', import.meta.url)
const options = {
  dataDir: fileURLToPath(new URL('data', root)),
  cacheDir: process.env.UNDERSTANDING_CACHE ?? fileURLToPath(new URL('.cache/understanding', root)),
  languages: LANGUAGES,
  log: (message: string) => void process.stderr.write(`${message}\n`),
}

type Asked = { readonly text: string; readonly lang: LanguageTag | null }

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

async function answerLines(): Promise<void> {
  const understand = await createUnderstanding(options)
  process.stdout.on('error', () => process.exit(0))
  let number = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() !== '') process.stdout.write(`${JSON.stringify(await answer(understand, line, number))}\n`)
  }
}

async function measure(): Promise<void> {
  const texts = await Promise.all(LANGUAGES.map((tag) => readHeldOut(new URL(`tests/understanding/heldout/${tag}.txt`, root), tag)))
  const understand = await createUnderstanding(options)
  process.stdout.write(report(await answerAll(understand, (await openParts(options)).read, texts.flat())))
}

const [what, ...words] = process.argv.slice(2)
if (what === '--evaluate') await measure()
else if (what === '--explain' && words.length > 0) process.stdout.write(await explain(words.join(' '), options))
else if (what === undefined) await answerLines()
else {
  process.stderr.write('Say nothing and write JSON lines, or --evaluate, or --explain TEXT.\n')
  process.exitCode = 1
}
