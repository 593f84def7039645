import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { IDENTITY, identityOf, type IdentityRow } from '../rows.ts'
import { prepare, rowsIn, run, type TextSlot, type Work } from '../statement.ts'
import type { Change, ComingFile, FetchResult, Hold } from '../store.ts'

const COMING = sql.lit('coming')

export const fileStatements = ({ compiler: db, locksRows }: Dialect) => ({
  addOwn: prepare((s, n) => db.insertInto('files').values({
    id: s('id'), conversation_id: s('conversation'), name: s('name'), mime: s('mime'), bytes: n('bytes'), created_at: s('createdAt'), expires_at: s('expiresAt'), state: s('state'), explain: s('explain'), attempts: 0,
  }).onConflict((c) => c.doNothing())),
  addHers: prepare((s, n) => db.insertInto('files').values({
    id: s('id'), conversation_id: s('conversation'), name: s('name'), mime: s('mime'), bytes: n('bytes'), created_at: s('createdAt'), expires_at: s('expiresAt'), state: s('state'),
    identity_id: s('identity'), source: s('source'), attempts: 0, due_at: s('dueAt'),
  })),
  // Whoever held it too long has lost it, and the try counts, because it may be what ended the process. His hold is over when the next begins, so that no two end at the same instant.
  claim: prepare((s) => db.updateTable('files').set({ held_until: s('until'), attempts: sql`case when held_until is null then attempts else attempts + 1 end` })
    .where('id', '=', (e) => e.selectFrom('files').select('id').where('id', '=', s('id')).where('state', '=', COMING).where('due_at', '<=', s('now'))
      .where((f) => f.or([f('held_until', 'is', null), f('held_until', '<=', s('now'))])).$if(locksRows, (q) => q.forUpdate().skipLocked()))
    .returning(['id', 'conversation_id', 'name', 'mime', 'bytes', 'identity_id', 'source', 'attempts'])),
  isHere: prepare((s, n) => heldFile(db, s).set({ state: 'here', mime: s('mime'), bytes: n('bytes'), source: null, due_at: null })),
  isLost: prepare((s) => heldFile(db, s).set({ state: 'lost', explain: s('explain'), source: null, due_at: null })),
  retry: prepare((s) => heldFile(db, s).set({ due_at: s('at'), attempts: sql`attempts + 1` })),
  from: prepare((s) => db.selectFrom('files').innerJoin('identities', 'identities.id', 'files.identity_id')
    .select(['files.conversation_id', ...IDENTITY]).where('files.id', '=', s('id'))),
})

/** Lets go of a file, if it is still held by this hold. */
const heldFile = (db: Dialect['compiler'], s: TextSlot) => db.updateTable('files').set({ held_until: null }).where('id', '=', s('id')).where('held_until', '=', s('until')).where('state', '=', COMING)

export type WithFiles = { readonly files: ReturnType<typeof fileStatements> }

/** `until` is later than `now`. */
export function* claimFile({ files }: WithFiles, id: string, now: string, until: string): Work<ComingFile | null> {
  const [file] = rowsIn<{ id: string; conversation_id: string; name: string; mime: string; bytes: number; source: string; attempts: number }>(yield run(files.claim, { id, now, until }))
  const [identity] = file === undefined ? [] : rowsIn<IdentityRow>(yield run(files.from, { id }))
  if (file === undefined || identity === undefined) return null
  return { id, until, name: file.name, mime: file.mime, bytes: file.bytes, conversation: file.conversation_id, identity: identityOf(identity), source: file.source, attempts: file.attempts }
}

/** What became of fetching; returns what changed, null when the file was erased meanwhile or the hold was not the caller's any more. */
export function* settleFile({ files }: WithFiles, { id, until }: Hold<string>, result: FetchResult): Work<Change> {
  const statement = { here: files.isHere, retry: files.retry, lost: files.isLost }[result.kind]
  if ((yield run(statement, { ...result, id, until })).changes === 0) return null
  const [of] = rowsIn<IdentityRow & { conversation_id: string }>(yield run(files.from, { id }))
  return of === undefined ? null : { conversation: of.conversation_id, citizen: of.citizen_id, seq: 0 }
}
