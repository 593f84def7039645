import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { identityOf, type IdentityRow } from '../rows.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'
import type { Change, ComingFile, FetchResult } from '../store.ts'

const COMING = sql.lit('coming')

export const fileStatements = ({ compiler: db, skipsLocked }: Dialect) => ({
  addFile: prepare((s, n) => db.insertInto('files').values({
    id: s('id'), conversation_id: s('conversation'), name: s('name'), mime: s('mime'), bytes: n('bytes'), created_at: s('createdAt'), expires_at: s('expiresAt'), state: s('state'), explain: s('explain'), attempts: 0,
  }).onConflict((c) => c.doNothing())),
  addComingFile: prepare((s, n) => db.insertInto('files').values({
    id: s('id'), conversation_id: s('conversation'), name: s('name'), mime: s('mime'), bytes: n('bytes'), created_at: s('createdAt'), expires_at: s('expiresAt'), state: s('state'),
    identity_id: s('identity'), source: s('source'), attempts: 0, due_at: s('dueAt'),
  })),
  // Fetching twice does no harm: whoever held it too long has lost it, and the try counts, because it may be what ended the process.
  claimFile: prepare((s) => db.updateTable('files').set({ held_until: s('until'), attempts: sql`case when held_until is null then attempts else attempts + 1 end` })
    .where('id', '=', (e) => e.selectFrom('files').select('id').where('id', '=', s('id')).where('state', '=', COMING).where('due_at', '<=', s('now'))
      .where((f) => f.or([f('held_until', 'is', null), f('held_until', '<=', s('now'))])).$if(skipsLocked, (q) => q.forUpdate().skipLocked()))
    .returning(['id', 'conversation_id', 'name', 'mime', 'bytes', 'identity_id', 'source', 'attempts'])),
  fileIsHere: prepare((s, n) => settledIn(db).set({ state: 'here', mime: s('mime'), bytes: n('bytes'), source: null, due_at: null }).where('id', '=', s('id'))),
  fileIsLost: prepare((s) => settledIn(db).set({ state: 'lost', explain: s('explain'), source: null, due_at: null }).where('id', '=', s('id'))),
  retryFile: prepare((s) => settledIn(db).set({ due_at: s('at'), attempts: sql`attempts + 1` }).where('id', '=', s('id'))),
  identityOfFile: prepare((s) => db.selectFrom('files').innerJoin('identities', 'identities.id', 'files.identity_id')
    .select(['files.conversation_id', 'identities.id', 'identities.citizen_id', 'identities.channel', 'identities.account', 'identities.address']).where('files.id', '=', s('id'))),
})

/** What is here or lost already is left as it is. */
const settledIn = (db: Dialect['compiler']) => db.updateTable('files').set({ held_until: null }).where('state', '=', COMING)

export type FileStatements = ReturnType<typeof fileStatements>

export function* claimFile(s: FileStatements, id: string, now: string, until: string): Work<ComingFile | null> {
  const [file] = rowsIn<{ id: string; conversation_id: string; name: string; mime: string; bytes: number; source: string; attempts: number }>(yield run(s.claimFile, { id, now, until }))
  const [identity] = file === undefined ? [] : rowsIn<IdentityRow>(yield run(s.identityOfFile, { id }))
  if (file === undefined || identity === undefined) return null
  return { id, name: file.name, mime: file.mime, bytes: file.bytes, conversation: file.conversation_id, identity: identityOf(identity), source: file.source, attempts: file.attempts }
}

/** What became of fetching; returns what changed, null when the file was erased meanwhile. */
export function* settleFile(s: FileStatements, id: string, result: FetchResult): Work<Change> {
  const statement = { here: s.fileIsHere, retry: s.retryFile, lost: s.fileIsLost }[result.kind]
  if ((yield run(statement, { ...result, id })).changes === 0) return null
  const [of] = rowsIn<IdentityRow & { conversation_id: string }>(yield run(s.identityOfFile, { id }))
  return of === undefined ? null : { conversation: of.conversation_id, channel: of.channel, address: of.address, seq: 0 }
}
