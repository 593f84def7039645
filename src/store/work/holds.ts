import type { Dialect } from '../dialect.ts'
import { prepare, run, type Work } from '../statement.ts'

export const holdStatements = ({ compiler: db }: Dialect) => ({
  expireOutbox: prepare(() => db.updateTable('outbox').set({ held_until: '' }).where('held_until', 'is not', null)),
  expireFiles: prepare(() => db.updateTable('files').set({ held_until: '' }).where('held_until', 'is not', null)),
})

/** Where one process has the database to itself, every hold that it finds at start is of a process that ended: the past is before every instant. */
export function* expireHolds(s: ReturnType<typeof holdStatements>): Work<void> {
  yield run(s.expireOutbox, {})
  yield run(s.expireFiles, {})
}
