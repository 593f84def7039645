import { type Kysely, sql } from 'kysely'
import { checkOf, fullCheckOf, revisionOf } from '../rows.ts'
import type { Tables } from '../schema.ts'
import type { Store } from '../store.ts'

export type SourceReading = Pick<Store, 'sourceChecks' | 'sourceCheck' | 'factRevisions' | 'factsMark'>

export const sourceReading = (db: Kysely<Tables>): SourceReading => ({
  sourceChecks: async () => (await db.selectFrom('source_checks')
    .select(['url', 'state', 'read_as', 'etag', 'last_modified', 'fingerprint', 'page_date', 'checked_at', 'changed_at', 'moved_to', 'explain', 'failures', 'next_at']).orderBy('url').execute()).map(checkOf),
  sourceCheck: async (url) => (await db.selectFrom('source_checks').selectAll().where('url', '=', url).execute()).map(fullCheckOf)[0] ?? null,
  factRevisions: async (fact) => (await db.selectFrom('fact_revisions').selectAll().$if(fact !== null, (q) => q.where('fact', '=', fact as string)).orderBy('id').execute()).map(revisionOf),
  // The newest of each, at the end of an index.
  factsMark: async () => {
    const { rows } = await sql<{ mark: string }>`select coalesce((select max(id) from fact_revisions), '') || ' ' || coalesce((select max(changed_at) from source_checks where changed_at is not null), '') as mark`.execute(db)
    return String(rows[0]?.mark)
  },
})
