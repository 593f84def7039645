import { join } from 'node:path'
import type { Fact } from '../../core/facts.ts'
import { readSource, type SourceFile, shaped } from '../document.ts'
import type { Issue } from '../issue.ts'
import { factsSchema } from '../schema/data.ts'
import { filesBelow } from '../words.ts'

/** A fact and where it is written. */
export type FactEntry = { readonly fact: Fact; readonly file: string; readonly line: number | null }

export function loadFacts(root: string, issues: Issue[]): Map<string, FactEntry> {
  const all = new Map<string, FactEntry>()
  for (const path of filesBelow(join(root, 'data', 'facts'), '.yaml')) {
    const file = readSource(root, path, issues)
    const data = shaped(file, factsSchema, issues)
    if (data) for (const entry of entriesOf(file, data, issues)) add(all, entry, issues)
  }
  return all
}

function add(all: Map<string, FactEntry>, entry: FactEntry, issues: Issue[]): void {
  const known = all.get(entry.fact.name)
  if (known) {
    issues.push({ severity: 'error', check: 'shape', file: entry.file, line: entry.line, message: `The fact ${entry.fact.name} is already in ${known.file}.`, cure: 'Keep one of the two: a fact is written once.' })
  }
  all.set(entry.fact.name, entry)
}

type Data = ReturnType<typeof factsSchema.parse>

function* entriesOf(file: SourceFile, data: Data, issues: Issue[]): Generator<FactEntry> {
  for (const [name, { unit, recheck_by, values }] of Object.entries(data.facts)) {
    const line = file.lineOf(['facts', name])
    const known = values.filter((v) => {
      const found = Object.hasOwn(data.sources, v.source)
      if (!found) issues.push({ severity: 'error', check: 'shape', file: file.file, line, message: `${name} names the source ${v.source}, which this file does not have.`, cure: 'Add it under `sources`, or name another.' })
      return found
    })
    yield {
      file: file.file, line,
      fact: {
        name, unit, recheckBy: recheck_by,
        values: known.map((v) => ({
          value: v.value, validFrom: v.from, validUntil: v.until, source: data.sources[v.source] as Data['sources'][string],
          readOn: v.read_on, confidence: v.confidence, verify: v.verify,
        })),
      },
    }
  }
}
