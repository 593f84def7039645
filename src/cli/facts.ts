import { join } from 'node:path'
import { createClock } from '../clock.ts'
import { BadConfig, readConfig } from '../config.ts'
import { compile } from '../content/compile.ts'
import { dueFacts } from '../content/due.ts'
import { inForce, standingRevisions } from '../content/in-force.ts'
import { nearest } from '../content/nearest.ts'
import { factUses } from '../content/uses.ts'
import { textsSaying, usesOf } from '../content/where.ts'
import { certaintyOn, type Fact, type FactRevision, valueOn } from '../core/facts.ts'
import { readFacts } from '../store/read-only.ts'
import { readOptions } from './options.ts'

const USAGE = `npm run facts -- where NAME           every place and text that says the fact, or rests on it
npm run facts -- due [--days 30]      what must be read again, the most pressing first`

const { values: options, positionals: [command, name, ...more] } = readOptions({ days: { type: 'string' } }, USAGE)
const days = Number(options.days ?? 30)
const isRight = more.length === 0 && (command === 'where' ? name !== undefined : command === 'due' && name === undefined && Number.isInteger(days) && days >= 0)
if (!isRight) fail(USAGE)

const { today } = createClock(() => new Date()).local()
const compiled = compile(process.cwd())
const { revisions, changes } = await known()
const { facts } = inForce(compiled.content, revisions, changes, today)
const standing = standingRevisions(revisions)

if (command === 'where') where(name ?? '')
else due()

function fail(words: string): never {
  console.error(words)
  process.exit(2)
}

/** What the desk of DATA_DIR knows; nothing where there is none. */
async function known() {
  try {
    const { databaseUrl, dataDir } = readConfig(process.env)
    const store = await readFacts({ databaseUrl, file: join(dataDir, 'desk.sqlite') })
    const [revisions, changes] = store === null ? [[], []] : await Promise.all([store.factRevisions(null), store.sourceChecks()])
    await store?.close()
    return { revisions, changes }
  } catch (error) {
    if (error instanceof BadConfig) return fail(error.message)
    console.error(`The desk’s database could not be read, so only files count here: ${error instanceof Error ? error.message : error}`)
    return { revisions: [], changes: [] }
  }
}

function where(wanted: string): void {
  const entry = compiled.facts.get(wanted)
  const fact = Object.hasOwn(facts, wanted) ? facts[wanted] : undefined
  if (entry === undefined || fact === undefined) fail(`There is no fact ${wanted}. Like it are: ${nearest(wanted, compiled.facts.keys(), 5).join(', ') || 'none'}.`)
  const uses = usesOf(compiled, wanted)
  const texts = textsSaying(compiled, uses)
  console.log([
    ...told(fact, uses.length), `  written at ${at(entry)}`, '',
    `${uses.length} places`, ...uses.map((u) => `  ${at(u)}  ${u.by}${u.step ? ` ${u.step}` : ''}${u.placeholder ? ` {{${u.placeholder}}}` : ''}`), '',
    `${texts.length} texts`, ...texts.map((t) => `  ${at(t)}  ${t.language}  ${t.key}${t.placeholder ? ` {{${t.placeholder}}}` : ''}`),
  ].join('\n'))
}

function due(): void {
  const uses = new Map<string, number>()
  for (const use of factUses(compiled)) uses.set(use.name, (uses.get(use.name) ?? 0) + 1)
  const list = dueFacts(Object.values(facts), uses, today, days)
  for (const { fact, reason, uses: count } of list) console.log(`${reason.toUpperCase()}\n${told(fact, count).join('\n')}\n`)
  console.log(`${list.length} facts to read again by ${days} days from ${today}.`)
}

function told(fact: Fact, uses: number): string[] {
  const value = valueOn(fact, today)
  const revision = standing.get(fact.name)
  return [
    `${fact.name}  ${value === null ? 'no value today' : `${value.value} ${fact.unit}, ${certaintyOn(fact, value, today)}`}; read again by ${fact.recheckBy}; ${uses} uses`,
    ...(value === null ? [] : [`  ${value.source.publisher}, read on ${value.readOn}${value.source.url === null ? '' : `\n  ${value.source.url}`}${value.verify === null ? '' : `\n  to verify: ${value.verify}`}`]),
    ...(revision === undefined ? [] : [`  ${revisionTold(fact, revision)}`]),
  ]
}

function revisionTold(fact: Fact, { kind, at: when, byName, note, values }: FactRevision): string {
  return `${kind} by ${byName} on ${when.slice(0, 10)}${note === null ? '' : `: ${note}`}${fact.values === values ? ' (in force)' : ' (the file is newer)'}`
}

function at({ file, line }: { readonly file: string; readonly line: number | null }): string {
  return `${file}${line === null ? '' : `:${line}`}`
}
