import { join } from 'node:path'
import type { Fact, Source } from '../../core/facts.ts'
import { readSource, type SourceFile, shaped } from '../document.ts'
import type { Issue } from '../issue.ts'
import { factsSchema } from '../schema/data.ts'
import { filesBelow } from '../words.ts'

/** A fact and where it is written. */
export type FactEntry = { readonly fact: Fact; readonly file: string; readonly line: number | null }

/** A source and where it is written. `part`: a CSS selector of what matters on its page; null: the page's own main part. */
export type SourceEntry = { readonly name: string; readonly source: Source; readonly part: string | null; readonly file: string; readonly line: number | null }

export type Facts = { readonly facts: ReadonlyMap<string, FactEntry>; readonly sources: readonly SourceEntry[] }

export function loadFacts(root: string, issues: Issue[]): Facts {
  const all = new Map<string, FactEntry>()
  const sources: SourceEntry[] = []
  for (const path of filesBelow(join(root, 'data', 'facts'), '.yaml')) {
    const file = readSource(root, path, issues)
    const data = shaped(file, factsSchema, issues)
    if (data === null) continue
    const own = sourcesOf(file, data)
    sources.push(...own)
    for (const entry of entriesOf(file, data, own, issues)) add(all, entry, issues)
  }
  return { facts: all, sources }
}

const sourcesOf = (file: SourceFile, data: Data): SourceEntry[] =>
  Object.entries(data.sources).map(([name, { part, ...source }]) => ({ name, source, part, file: file.file, line: file.lineOf(['sources', name]) }))

function add(all: Map<string, FactEntry>, entry: FactEntry, issues: Issue[]): void {
  const known = all.get(entry.fact.name)
  if (known) {
    issues.push({ severity: 'error', check: 'shape', file: entry.file, line: entry.line, message: `The fact ${entry.fact.name} is already in ${known.file}.`, cure: 'Keep one of the two: a fact is written once.' })
  }
  all.set(entry.fact.name, entry)
}

type Data = ReturnType<typeof factsSchema.parse>

function* entriesOf(file: SourceFile, data: Data, own: readonly SourceEntry[], issues: Issue[]): Generator<FactEntry> {
  const sources = new Map(own.map(({ name, source }) => [name, source]))
  for (const [name, { unit, recheck_by, values }] of Object.entries(data.facts)) {
    const line = file.lineOf(['facts', name])
    const known = values.filter((v) => {
      const found = sources.has(v.source)
      if (!found) issues.push({ severity: 'error', check: 'shape', file: file.file, line, message: `${name} names the source ${v.source}, which this file does not have.`, cure: 'Add it under `sources`, or name another.' })
      return found
    })
    yield {
      file: file.file, line,
      fact: {
        name, unit, recheckBy: recheck_by, checking: false,
        values: known.map((v) => ({
          value: v.value, validFrom: v.from, validUntil: v.until, source: sources.get(v.source) as Source,
          readOn: v.read_on, confidence: v.confidence, verify: v.verify,
        })),
      },
    }
  }
}
