import Database from 'better-sqlite3'
import { fileOf, type Place } from '../database.ts'
import { wordsOf } from '../floor/words.ts'
import { CHANNEL, DESK } from '../names.ts'
import type { Sink } from './seed.ts'
import type { Seeded } from './rows.ts'

const ERASE_AFTER = '2036-01-01T00:00:00.000Z'

export function sqliteSink(place: Place): Sink {
  const db = new Database(fileOf(place))
  for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'cache_size = -400000', 'foreign_keys = OFF', 'temp_store = MEMORY']) db.pragma(pragma)
  const addCitizen = db.prepare('insert into citizens (id, created_at) values (?, ?)')
  const addIdentity = db.prepare(`insert into identities (id, citizen_id, channel, account, address, created_at) values (?, ?, '${CHANNEL}', '${DESK}', ?, ?)`)
  const addConversation = db.prepare(`insert into conversations (id, citizen_id, desk, identity_id, channel, language, mode, topic, urgency_rank, since, operator_id, opened_at, closed_at, outcome, last_at, last_seq, last_said_seq, last_from, unread, handed_off_at, erase_after, revision, state) values (?, ?, '${DESK}', ?, '${CHANNEL}', ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 'citizen', 0, ?, ?, ?, ?)`)
  const addInbound = db.prepare(`insert into inbound (channel, account, external_id, conversation_id, seq, at) values ('${CHANNEL}', '${DESK}', ?, ?, ?, ?)`)
  const addEntry = db.prepare('insert into entries (conversation_id, seq, at, kind, data, version) values (?, ?, ?, ?, ?, ?)')
  const addSearch = db.prepare('insert into search (words, conversation_id) values (?, ?)')
  const addBody = db.prepare('insert into bodies (conversation_id, seq, language, text, rendered, search_id) values (?, ?, ?, ?, ?, ?)')
  const addOutbox = db.prepare(`insert into outbox (conversation_id, seq, last_seq, identity_id, channel, origin, turn, due_at, attempts, sent, accepted_at, pending) values (?, ?, ?, ?, '${CHANNEL}', 'bot', 1, ?, 0, 0, ?, 0)`)
  const one = (c: Seeded, version: string): void => {
    const isOpen = c.mode === 'queued' || c.mode === 'attended'
    addCitizen.run(c.citizen, c.openedAt)
    addIdentity.run(c.identity, c.citizen, c.address, c.openedAt)
    addConversation.run(c.id, c.citizen, c.identity, c.voice.language, c.mode, c.topic, c.lastAt, c.operator, c.openedAt, c.closedAt, c.closedAt && 'solved', c.lastAt, c.lastSeq, c.lastSaidSeq, isOpen ? c.lastAt : null, isOpen ? null : ERASE_AFTER, 11, c.state)
    for (const e of c.entries) {
      if (e.externalId !== null) addInbound.run(e.externalId, c.id, e.seq, e.at)
      addEntry.run(c.id, e.seq, e.at, e.kind, e.data, version)
      if (e.body === null) continue
      const found = e.body.isFound ? addSearch.run(wordsOf(e.body.text).join(' '), c.id).lastInsertRowid : null
      addBody.run(c.id, e.seq, e.body.language, e.body.text, e.body.rendered, found)
    }
    for (const o of c.outbox) addOutbox.run(c.id, o.seq, o.seq, c.identity, o.at, o.at)
  }
  const put = db.transaction((rows: readonly Seeded[], version: string) => {
    for (const row of rows) one(row, version)
  })
  return {
    put,
    end() {
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}
