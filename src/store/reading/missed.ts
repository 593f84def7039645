import { type Kysely, sql } from 'kysely'
import type { Tables } from '../schema.ts'
import type { MissedText, Store } from '../store.ts'

type Db = Kysely<Tables>
export type MissedReading = Pick<Store, 'missedTexts' | 'trainingTexts' | 'taughtTexts' | 'taughtCount'>

const SEPARATOR = '~'
const query = (db: Db) =>
  db.selectFrom('missed_texts as m').innerJoin('bodies as b', (j) => j.onRef('b.conversation_id', '=', 'm.conversation_id').onRef('b.seq', '=', 'm.seq'))
    .select(['m.conversation_id', 'm.seq', 'm.desk', 'm.at', 'm.topics', 'b.language', 'b.text'])
type Row = Awaited<ReturnType<ReturnType<typeof query>['execute']>>[number]

const textOf = (r: Row): MissedText => ({ conversation: r.conversation_id, seq: r.seq, desk: r.desk, at: r.at, language: r.language, text: r.text, topics: JSON.parse(r.topics) as MissedText['topics'] })

export const missedReading = (db: Db): MissedReading => ({
  async missedTexts(desk, { after, limit }) {
    const [at = '', conversation = '', seq = ''] = (after ?? '').split(SEPARATOR)
    const rows = await query(db).where('m.desk', '=', desk)
      .$if(after !== null, (q) => q.where(sql<boolean>`(m.at, m.conversation_id, m.seq) < (${at}, ${conversation}, ${Number(seq) || 0})`))
      .orderBy('m.at', 'desc').orderBy('m.conversation_id', 'desc').orderBy('m.seq', 'desc').limit(limit + 1).execute()
    const last = rows[limit - 1]
    return { items: rows.slice(0, limit).map(textOf), next: rows.length > limit && last ? [last.at, last.conversation_id, last.seq].join(SEPARATOR) : null }
  },
  trainingTexts: () => db.selectFrom('training_texts').select(['language', 'topic', 'text']).orderBy('id').execute(),
  async taughtTexts({ after, limit }) {
    const [at = '', id = ''] = (after ?? '').split(SEPARATOR)
    const rows = await db.selectFrom('training_texts').select(['id', 'language', 'topic', 'text', 'by_id as by', 'at'])
      .$if(after !== null, (q) => q.where(sql<boolean>`(at, id) < (${at}, ${id})`))
      .orderBy('at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute()
    const last = rows[limit - 1]
    return { items: rows.slice(0, limit), next: rows.length > limit && last ? [last.at, last.id].join(SEPARATOR) : null }
  },
  taughtCount: async () => Number((await db.selectFrom('training_texts').select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow()).n),
})
