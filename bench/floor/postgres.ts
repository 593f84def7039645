import pg from 'pg'
import { CHANNEL, DESK } from '../names.ts'
import type { Floor } from './floor.ts'
import type { Step } from './steps.ts'
import { firstTurn, type Known, nextTurn, type Turn } from './turn.ts'
import { wordsOf } from './words.ts'

const SQL = {
  known: `select i.id as identity, i.citizen_id as citizen, c.id as conversation, c.last_seq as "lastSeq", c.state from identities i join conversations c on c.citizen_id = i.citizen_id and c.desk = '${DESK}' and c.closed_at is null where i.channel = '${CHANNEL}' and i.account = '${DESK}' and i.address = $1`,
  session: 'select i.address from chat_sessions s join identities i on i.id = s.identity_id where s.token_hash = $1',
  addSession: 'insert into chat_sessions (token_hash, identity_id, created_at, after_seq) values ($1, $2, $3, 0)',
  addCitizen: 'insert into citizens (id, created_at) values ($1, $2)',
  addIdentity: `insert into identities (id, citizen_id, channel, account, address, created_at) values ($1, $2, '${CHANNEL}', '${DESK}', $3, $4)`,
  addConversation: `insert into conversations (id, citizen_id, desk, identity_id, channel, language, mode, urgency_rank, since, opened_at, last_at, last_seq, last_said_seq, last_from, unread, erase_after, revision, state) values ($1, $2, '${DESK}', $3, '${CHANNEL}', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
  changeConversation: 'update conversations set language = $1, mode = $2, topic = $3, urgent = $4, urgency_rank = $5, since = $6, outcome = $7, last_at = $8, last_seq = $9, last_said_seq = coalesce($10, last_said_seq), last_from = $11, unread = $12, handed_off_at = coalesce(handed_off_at, $13), erase_after = $14, revision = $15, state = $16 where id = $17 and revision = $18',
  addInbound: `insert into inbound (channel, account, external_id, conversation_id, seq, at) values ('${CHANNEL}', '${DESK}', $1, $2, $3, $4) on conflict do nothing`,
  addEntries: 'insert into entries (conversation_id, seq, at, kind, data, version) select $1, seq, $2, kind, data, $3 from unnest($4::int[], $5::text[], $6::text[]) as e (seq, kind, data)',
  addSearch: 'insert into search (conversation_id, words) values ($1, $2::tsvector) returning id',
  addBodies: 'insert into bodies (conversation_id, seq, language, text, rendered, search_id) select $1, seq, language, words, rendered, found from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[]) as b (seq, language, words, rendered, found)',
  addOutbox: `insert into outbox (conversation_id, seq, last_seq, identity_id, channel, origin, turn, due_at, attempts, sent, accepted_at, pending) select $1, seq, last_seq, $2, '${CHANNEL}', origin, $3, $4, 0, 0, $4, 0 from unnest($5::int[], $6::int[], $7::text[]) as o (seq, last_seq, origin)`,
} as const

type Ask = (name: keyof typeof SQL, ...values: unknown[]) => Promise<pg.QueryResult>

export async function openPostgresFloor(url: string, steps: readonly Step[], inFlight: number): Promise<Floor> {
  const pool = new pg.Pool({ connectionString: url, max: inFlight })
  const asking = (client: pg.Pool | pg.PoolClient): Ask => (name, ...values) => client.query({ name, text: SQL[name], values })

  const inTransaction = async <T>(work: (ask: Ask) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const result = await work(asking(client))
      await client.query('commit')
      return result
    } finally {
      client.release()
    }
  }

  return {
    open: ({ address, conversation, citizen, identity, tokenHash, at }) => inTransaction(async (ask) => {
      const turn = firstTurn(steps, { id: conversation, citizen, replyVia: identity, openedAt: at, revision: 1 }, { address, externalId: '', text: '', at })
      const { conversation: c } = turn
      await ask('addCitizen', citizen, at)
      await ask('addIdentity', identity, citizen, address, at)
      if (tokenHash !== null) await ask('addSession', tokenHash, identity, at)
      await ask('addConversation', c.id, citizen, identity, c.language, c.mode, c.urgencyRank, c.since, at, at, c.lastSeq, c.lastSaidSeq, c.lastFrom, c.unread, c.eraseAt, c.revision, c.state)
      await addRows(ask, turn, identity, at)
    }),
    receive: (message) => inTransaction(async (ask) => {
      const { address, externalId, at } = message
      const her = (await ask('known', address)).rows[0] as Known
      const turn = nextTurn(steps, her, message)
      const { conversation: c } = turn
      if ((await ask('addInbound', externalId, c.id, her.lastSeq + 1, at)).rowCount === 0) return false
      await ask('changeConversation', c.language, c.mode, c.topic, c.urgent, c.urgencyRank, c.since, c.outcome, at, c.lastSeq, c.lastSaidSeq, c.lastFrom, c.unread, c.isHandedOff ? at : null, c.eraseAt, c.revision, c.state, c.id, c.before)
      await addRows(ask, turn, her.identity, at)
      return true
    }),
    session: async (hash) => ((await asking(pool)('session', hash)).rows[0] as { address: string } | undefined)?.address ?? null,
    close: () => pool.end(),
  }
}

async function addRows(ask: Ask, { conversation: { id, revision }, entries, outbox, version }: Turn, identity: string, at: string): Promise<void> {
  await ask('addEntries', id, at, version, entries.map((e) => e.seq), entries.map((e) => e.kind), entries.map((e) => e.data))
  const bodies = entries.filter((e) => e.text !== null)
  const found = await Promise.all(bodies.map(async (e) => (e.isFound ? (await ask('addSearch', id, vectorOf(e.text ?? ''))).rows[0]?.id : null)))
  if (bodies.length > 0) await ask('addBodies', id, bodies.map((e) => e.seq), bodies.map((e) => e.language), bodies.map((e) => e.text), bodies.map((e) => e.rendered), found)
  if (outbox.length > 0) await ask('addOutbox', id, identity, revision, at, outbox.map((o) => o.seq), outbox.map((o) => o.lastSeq), outbox.map((o) => o.origin))
}

const vectorOf = (text: string): string => wordsOf(text).map((word, i) => `'${word}':${i + 1}`).join(' ')
