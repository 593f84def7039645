import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { prepare, run, type Work } from '../statement.ts'

/** What can still be held is in a partial index: at start nothing is looked through that grows for ever. */
export const holdStatements = ({ compiler: db }: Dialect) => ({
  expireOutbox: prepare(() => db.updateTable('outbox').set({ held_until: '' }).where('pending', '=', sql.lit(1)).where('held_until', 'is not', null)),
  expireFiles: prepare(() => db.updateTable('files').set({ held_until: '' }).where('state', '=', sql.lit('coming')).where('held_until', 'is not', null)),
})

/** Where one process has the database to itself, every hold that it finds at start is of a process that ended: the past is before every instant. */
export function* expireHolds({ holds }: { readonly holds: ReturnType<typeof holdStatements> }): Work<void> {
  yield run(holds.expireOutbox, {})
  yield run(holds.expireFiles, {})
}
