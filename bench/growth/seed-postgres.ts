import pg from 'pg'
import { wordsOf } from '../floor/words.ts'
import { CHANNEL, DESK } from '../names.ts'
import type { Seeded } from './rows.ts'
import type { Sink } from './seed.ts'

const ERASE_AFTER = '2036-01-01T00:00:00.000Z'

/** Column by column in arrays: a row a value would cost a round trip each. */
export async function postgresSink(url: string): Promise<Sink> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('set synchronous_commit = off')
  let searchId = 0
  const insert = (into: string, types: readonly string[], rows: readonly (readonly unknown[])[], values = types.map((_, i) => `c${i}`).join(', ')): Promise<unknown> =>
    client.query({ name: into, text: `insert into ${into} select ${values} from unnest(${types.map((t, i) => `$${i + 1}::${t}[]`).join(', ')}) as t (${types.map((_, i) => `c${i}`).join(', ')})`, values: types.map((_, i) => rows.map((row) => row[i])) })

  const put = async (rows: readonly Seeded[], version: string): Promise<void> => {
    const entries = rows.flatMap((c) => c.entries.map((e) => ({ ...e, id: c.id, found: e.body?.isFound ? ++searchId : null })))
    const said = entries.filter((e) => e.body !== null)
    await client.query('begin')
    await insert('citizens (id, created_at)', ['text', 'text'], rows.map((c) => [c.citizen, c.openedAt]))
    await insert('identities (id, citizen_id, channel, account, address, created_at)', ['text', 'text', 'text', 'text'], rows.map((c) => [c.identity, c.citizen, c.address, c.openedAt]), `c0, c1, '${CHANNEL}', '${DESK}', c2, c3`)
    await insert('conversations (id, citizen_id, desk, identity_id, channel, language, mode, topic, urgency_rank, since, operator_id, opened_at, closed_at, outcome, last_at, last_seq, last_said_seq, last_from, unread, handed_off_at, erase_after, revision, state)', ['text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'int', 'int', 'text', 'text', 'text'],
      rows.map((c) => [c.id, c.citizen, c.identity, c.voice.language, c.mode, c.topic, c.lastAt, c.operator, c.openedAt, c.closedAt, c.closedAt && 'solved', c.lastSeq, c.lastSaidSeq, c.mode === 'queued' || c.mode === 'attended' ? c.lastAt : null, c.mode === 'queued' || c.mode === 'attended' ? null : ERASE_AFTER, c.state]),
      `c0, c1, '${DESK}', c2, '${CHANNEL}', c3, c4, c5, 1, c6, c7, c8, c9, c10, c6, c11, c12, 'citizen', 0, c13, c14, 11, c15`)
    await insert('inbound (channel, account, external_id, conversation_id, seq, at)', ['text', 'text', 'int', 'text'], entries.filter((e) => e.externalId !== null).map((e) => [e.externalId, e.id, e.seq, e.at]), `'${CHANNEL}', '${DESK}', c0, c1, c2, c3`)
    await insert('entries (conversation_id, seq, at, kind, data, version)', ['text', 'int', 'text', 'text', 'text'], entries.map((e) => [e.id, e.seq, e.at, e.kind, e.data]), `c0, c1, c2, c3, c4, '${version}'`)
    await insert('search (id, conversation_id, words)', ['bigint', 'text', 'text'], said.filter((e) => e.found !== null).map((e) => [e.found, e.id, wordsOf(e.body?.text ?? '').map((word, i) => `'${word}':${i + 1}`).join(' ')]), 'c0, c1, c2::tsvector')
    await insert('bodies (conversation_id, seq, language, text, rendered, search_id)', ['text', 'int', 'text', 'text', 'text', 'bigint'], said.map((e) => [e.id, e.seq, e.body?.language, e.body?.text, e.body?.rendered, e.found]))
    await insert('outbox (conversation_id, seq, last_seq, identity_id, channel, origin, turn, due_at, attempts, sent, accepted_at, pending)', ['text', 'int', 'text', 'text'], rows.flatMap((c) => c.outbox.map((o) => [c.id, o.seq, c.identity, o.at])), `c0, c1, c1, c2, '${CHANNEL}', 'bot', 1, c3, 0, 0, c3, 0`)
    await client.query('commit')
  }
  return {
    put,
    async end() {
      await client.query("select setval(pg_get_serial_sequence('search', 'id'), $1)", [Math.max(1, searchId)])
      await client.query('vacuum analyze')
      await client.end()
    },
  }
}
