import { createHash } from 'node:crypto'
import type { Content } from '../core/content.ts'
import { dayInItaly } from '../core/dates.ts'
import { type Fact, type FactRevision, type PageChange, pageOf, valueOn } from '../core/facts.ts'
import type { Instant, LocalDate } from '../core/ids.ts'

/**
 * The facts in force on a day: those of the files, what editors said of them since, and whether their pages changed since
 * somebody last read them. Content with another version, or the very same where nothing of this is so.
 *
 * @param revisions oldest first
 */
export function inForce(content: Content, revisions: readonly FactRevision[], changes: readonly PageChange[], today: LocalDate): Content {
  const standing = standingRevisions(revisions)
  const changedAt = new Map(changes.flatMap(({ url, changedAt }) => (changedAt === null ? [] : [[url, changedAt] as const])))
  const facts: Record<string, Fact> = {}
  for (const [name, fact] of Object.entries(content.facts)) {
    const now = factInForce(fact, standing.get(name) ?? null, changedAt, today)
    if (now !== fact) facts[name] = Object.freeze(now)
  }
  if (Object.keys(facts).length === 0) return content
  return Object.freeze({ ...content, facts: Object.freeze({ ...content.facts, ...facts }), version: versionOf(content.version, facts) })
}

/** The newest revision of each fact that nobody took back: an `undone` takes back the newest that stood. */
export function standingRevisions(revisions: readonly FactRevision[]): ReadonlyMap<string, FactRevision> {
  const said = new Map<string, FactRevision[]>()
  for (const revision of revisions) {
    const before = said.get(revision.fact) ?? []
    said.set(revision.fact, revision.kind === 'undone' ? before.slice(0, -1) : [...before, revision])
  }
  return new Map([...said].flatMap(([fact, standing]) => (standing.length > 0 ? [[fact, standing.at(-1) as FactRevision] as const] : [])))
}

function factInForce(fact: Fact, revision: FactRevision | null, changedAt: ReadonlyMap<string, Instant>, today: LocalDate): Fact {
  const said = revision !== null && !isOlder(revision, fact) ? { ...fact, values: revision.values } : fact
  // What an editor said has run out: the file's value is better than a turn that fails, and is told as doubtful.
  const hasRunOut = said !== fact && valueOn(said, today) === null && valueOn(fact, today) !== null
  const { values } = hasRunOut ? fact : said
  const checking = hasRunOut || isChecking({ ...fact, values }, said !== fact && !hasRunOut ? revision : null, revision, changedAt, today)
  return values === fact.values && checking === fact.checking ? fact : { ...fact, values, checking }
}

/** Somebody read a source for the files on a later day than this was said. */
const isOlder = ({ at }: FactRevision, { values }: Fact): boolean => values.some((v) => v.readOn > dayInItaly(at))

/**
 * Of what an editor said here the instant counts. Of the files only days are known, and a day counts as whole: who reads a
 * page corrects it on the day on which the night found it changed.
 *
 * @param source the revision from which the values are, null for those of the files
 */
function isChecking(fact: Fact, source: FactRevision | null, revision: FactRevision | null, changedAt: ReadonlyMap<string, Instant>, today: LocalDate): boolean {
  const value = valueOn(fact, today)
  const url = value?.source.url ?? null
  const changed = url === null ? undefined : changedAt.get(pageOf(url))
  if (value === null || changed === undefined) return false
  if (source !== null) return changed > source.at
  return dayInItaly(changed) > value.readOn && (revision === null || changed > revision.at)
}

const versionOf = (version: string, facts: Readonly<Record<string, Fact>>): string => createHash('sha256').update(version).update(JSON.stringify(facts)).digest('hex').slice(0, 12)
