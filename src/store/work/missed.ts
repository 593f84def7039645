import type { Dialect } from '../dialect.ts'
import { prepare, run, type Work } from '../statement.ts'
import type { MissedKey, TrainingText, TurnWrite } from '../store.ts'

export const missedStatements = ({ compiler: db }: Dialect) => ({
  add: prepare((s, n) => db.insertInto('missed_texts').values({ conversation_id: s('id'), seq: n('seq'), desk: s('desk'), at: s('at'), topics: s('topics') })),
  drop: prepare((s, n) => db.deleteFrom('missed_texts').where('conversation_id', '=', s('conversation')).where('seq', '=', n('seq')).where('desk', '=', s('desk'))),
  teach: prepare((s) => db.insertInto('training_texts').values({ id: s('id'), language: s('language'), topic: s('topic'), text: s('text'), by_id: s('by'), at: s('at') })),
  forget: prepare((s) => db.deleteFrom('training_texts').where('id', '=', s('id'))),
})

export type WithMissed = { readonly missed: ReturnType<typeof missedStatements> }

/** With the turn in which it was missed. */
export function* addMissed({ missed }: WithMissed, { conversation, lastSeq, at, missed: text }: TurnWrite): Work<void> {
  if (text !== null) yield run(missed.add, { id: conversation.id, seq: lastSeq + 1 + text.entry, desk: conversation.desk, at, topics: JSON.stringify(text.topics) })
}

/** False: somebody was first, or it was erased; nothing is kept of it then. */
export function* settleMissed({ missed }: WithMissed, key: MissedKey, taught: TrainingText | null): Work<boolean> {
  if ((yield run(missed.drop, key)).changes === 0) return false
  if (taught !== null) yield run(missed.teach, taught)
  return true
}

export function* forgetTaught({ missed }: WithMissed, id: string): Work<boolean> {
  return (yield run(missed.forget, { id })).changes > 0
}
