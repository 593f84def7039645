import { createClock } from '../clock.ts'
import { BadConfig, type Config, readConfig, requireWritable } from '../config.ts'
import { compile } from '../content/compile.ts'
import { type Page, watchedPages } from '../content/pages.ts'
import { pageOf } from '../core/facts.ts'
import { openStore } from '../open-store.ts'
import { createWatch, type Result } from '../sources/watch.ts'
import { StoreLocked, StoreTooNew, StoreUnavailable } from '../store/store.ts'
import { userAgent } from '../user-agent.ts'
import { readOptions } from './options.ts'

const USAGE = `npm run sources -- check              looks at the pages of sources that are due
npm run sources -- check --all        at all of them
npm run sources -- check URL...       at these
A desk with a file of its own must be stopped first: it looks by itself every night.`

const { values, positionals: [command, ...urls] } = readOptions({ all: { type: 'boolean' } }, USAGE)
if (command !== 'check' || urls.some((url) => !URL.canParse(url))) fail(USAGE)

function fail(words: string): never {
  console.error(words)
  process.exit(2)
}

function configured(): Config {
  try {
    const config = readConfig(process.env)
    requireWritable(config)
    return config
  } catch (error) {
    if (error instanceof BadConfig) return fail(error.message)
    throw error
  }
}

function tell({ url, state, explain, movedTo, excerpt }: Result): void {
  console.log(`${state.padEnd(12)}${url}${movedTo === null ? '' : `\n            now at ${movedTo}`}${explain === null ? '' : `\n            ${explain}`}`)
  if (excerpt !== null) console.log(`${indented('before', excerpt.before)}\n${indented('now', excerpt.after)}`)
}

const indented = (title: string, text: string): string => `    ${title}:\n${text.split('\n').map((line) => `      ${line}`).join('\n')}`

const config = configured()
const compiled = compile(process.cwd())
const known = new Map(watchedPages(compiled).map((page) => [page.url, page]))
/** An address that is no source’s is told as such. */
const asked = urls.map((url): Page | string => known.get(pageOf(url)) ?? url)
for (const url of asked) if (typeof url === 'string') tell({ url, state: 'skipped', explain: 'It is no page of an institutional source.', movedTo: null, excerpt: null })
const pages = urls.length > 0 ? asked.filter((page) => typeof page !== 'string') : [...known.values()]

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

try {
  const now = (): Date => new Date()
  const store = await openStore(config, now)
  const clock = createClock(now)
  const watch = createWatch({
    store, reach: { publishers: compiled.publishers, allowLocal: config.sources.allowLocal }, userAgent: userAgent(config.publicUrl), pause: config.sources.pause,
    now: () => ({ at: clock.now(), today: clock.local().today }),
  })
  try {
    const counts = await watch({ pages, all: (values.all ?? false) || urls.length > 0, signal: stopping.signal, tell })
    console.log(Object.entries(counts).map(([name, n]) => `${n} ${name}`).join(', '))
  } finally {
    await store.close()
  }
} catch (error) {
  if (stopping.signal.aborted) console.error('Stopped.')
  else if ([StoreLocked, StoreTooNew, StoreUnavailable].some((kind) => error instanceof kind)) console.error((error as Error).message)
  else throw error
  process.exitCode = 1
}
