import type { FactRevision } from '../../core/facts.ts'
import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type Statement, type Work } from '../statement.ts'
import type { FullSourceCheck } from '../store.ts'

/** Of two editors who publish in the same instant the second waits, and sees what the first said. Where there is one writer there is nothing to hold. */
const ALONE: Statement = { sql: 'lock table fact_revisions in share row exclusive mode', names: [], fixed: [] }

export const sourceStatements = ({ compiler: db, locksRows }: Dialect) => ({
  // A page that nobody knows is made and held in the same breath: of two that look, one waits for the other and finds it held.
  claim: prepare((s) => db.insertInto('source_checks').values({ url: s('url'), state: 'new', read_as: '', failures: 0, next_at: s('until') })
    .onConflict((c) => c.column('url').doUpdateSet((e) => ({ next_at: e.ref('excluded.next_at') })).where('source_checks.next_at', '<=', s('now')))
    .returning('url')),
  save: prepare((s, n) => db.updateTable('source_checks').set({
    state: s('state'), read_as: s('readAs'), etag: s('etag'), last_modified: s('lastModified'), fingerprint: s('fingerprint'), text: s('text'), previous_text: s('previousText'), page_date: s('pageDate'),
    checked_at: s('checkedAt'), changed_at: s('changedAt'), moved_to: s('movedTo'), explain: s('explain'), failures: n('failures'), next_at: s('nextAt'),
  }).where('url', '=', s('url')).where('next_at', '=', s('until'))),
  alone: locksRows ? ALONE : null,
  newestRevision: prepare((s) => db.selectFrom('fact_revisions').select('id').where('fact', '=', s('fact')).orderBy('id', 'desc').limit(1)),
  addRevision: prepare((s) => db.insertInto('fact_revisions').values({ id: s('id'), fact: s('fact'), at: s('at'), by_id: s('by'), by_name: s('byName'), kind: s('kind'), fact_values: s('values'), note: s('note') })),
})

type WithSources = { readonly sources: ReturnType<typeof sourceStatements> }

/** `until` is later than `now`. */
export function* claimSources({ sources }: WithSources, urls: readonly string[], now: string, until: string): Work<string[]> {
  const claimed: string[] = []
  for (const url of urls) if ((yield run(sources.claim, { url, now, until })).changes > 0) claimed.push(url)
  return claimed
}

export function* saveSourceCheck({ sources }: WithSources, check: FullSourceCheck, until: string): Work<boolean> {
  return (yield run(sources.save, { ...check, state: check.state ?? 'new', until })).changes > 0
}

export function* addFactRevision({ sources }: WithSources, revision: FactRevision, after: string | null | undefined): Work<boolean> {
  if (after !== undefined) {
    if (sources.alone !== null) yield run(sources.alone, {})
    const [newest] = rowsIn<{ id: string }>(yield run(sources.newestRevision, { fact: revision.fact }))
    if ((newest?.id ?? null) !== after) return false
  }
  yield run(sources.addRevision, { ...revision, values: JSON.stringify(revision.values) })
  return true
}
