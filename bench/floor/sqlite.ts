import Database from 'better-sqlite3'
import { fileOf, type Place } from '../database.ts'
import { CHANNEL, DESK } from '../names.ts'
import type { Floor } from './floor.ts'
import type { Step } from './steps.ts'
import { firstTurn, type Known, nextTurn, type Turn } from './turn.ts'
import { wordsOf } from './words.ts'

export function openSqliteFloor(place: Extract<Place, { kind: 'sqlite' }>, steps: readonly Step[]): Floor {
  const db = new Database(fileOf(place))
  for (const pragma of ['journal_mode = WAL', `synchronous = ${place.policy}`, 'foreign_keys = ON', 'secure_delete = ON', 'cache_size = -32000']) db.pragma(pragma)
  const known = db.prepare(`select i.id as identity, i.citizen_id as citizen, c.id as conversation, c.last_seq as lastSeq, c.state from identities i join conversations c on c.citizen_id = i.citizen_id and c.desk = '${DESK}' and c.closed_at is null where i.channel = '${CHANNEL}' and i.account = '${DESK}' and i.address = ?`)
  const session = db.prepare('select i.address from chat_sessions s join identities i on i.id = s.identity_id where s.token_hash = ?').pluck()
  const addSession = db.prepare('insert into chat_sessions (token_hash, identity_id, created_at, after_seq) values (?, ?, ?, 0)')
  const addCitizen = db.prepare('insert into citizens (id, created_at) values (?, ?)')
  const addIdentity = db.prepare(`insert into identities (id, citizen_id, channel, account, address, created_at) values (?, ?, '${CHANNEL}', '${DESK}', ?, ?)`)
  const addConversation = db.prepare(`insert into conversations (id, citizen_id, desk, identity_id, channel, language, mode, urgency_rank, since, opened_at, last_at, last_seq, last_said_seq, last_from, unread, erase_after, revision, state) values (?, ?, '${DESK}', ?, '${CHANNEL}', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const changeConversation = db.prepare('update conversations set language = ?, mode = ?, topic = ?, urgent = ?, urgency_rank = ?, since = ?, outcome = ?, last_at = ?, last_seq = ?, last_said_seq = coalesce(?, last_said_seq), last_from = ?, unread = ?, handed_off_at = coalesce(handed_off_at, ?), erase_after = ?, revision = ?, state = ? where id = ? and revision = ?')
  const addInbound = db.prepare(`insert into inbound (channel, account, external_id, conversation_id, seq, at) values ('${CHANNEL}', '${DESK}', ?, ?, ?, ?) on conflict do nothing`)
  const addEntry = db.prepare('insert into entries (conversation_id, seq, at, kind, data, version) values (?, ?, ?, ?, ?, ?)')
  const addSearch = db.prepare('insert into search (words, conversation_id) values (?, ?)')
  const addBody = db.prepare('insert into bodies (conversation_id, seq, language, text, rendered, search_id) values (?, ?, ?, ?, ?, ?)')
  const addOutbox = db.prepare(`insert into outbox (conversation_id, seq, last_seq, identity_id, channel, origin, turn, due_at, attempts, sent, accepted_at, pending) values (?, ?, ?, ?, '${CHANNEL}', ?, ?, ?, 0, 0, ?, 0)`)

  const addRows = ({ conversation: { id, revision }, entries, outbox, version }: Turn, identity: string, at: string): void => {
    for (const e of entries) {
      addEntry.run(id, e.seq, at, e.kind, e.data, version)
      if (e.text === null) continue
      const found = e.isFound ? addSearch.run(wordsOf(e.text).join(' '), id).lastInsertRowid : null
      addBody.run(id, e.seq, e.language, e.text, e.rendered, found)
    }
    for (const o of outbox) addOutbox.run(id, o.seq, o.lastSeq, identity, o.origin, revision, at, at)
  }

  const open = db.transaction<Floor['open']>(({ address, conversation, citizen, identity, tokenHash, at }) => {
    const turn = firstTurn(steps, { id: conversation, citizen, replyVia: identity, openedAt: at, revision: 1 }, { address, externalId: '', text: '', at })
    const { conversation: c } = turn
    addCitizen.run(citizen, at)
    addIdentity.run(identity, citizen, address, at)
    if (tokenHash !== null) addSession.run(tokenHash, identity, at)
    addConversation.run(c.id, citizen, identity, c.language, c.mode, c.urgencyRank, c.since, at, at, c.lastSeq, c.lastSaidSeq, c.lastFrom, c.unread, c.eraseAt, c.revision, c.state)
    addRows(turn, identity, at)
  })
  const receive = db.transaction((message: Parameters<Floor['receive']>[0]): boolean => {
    const { address, externalId, at } = message
    const her = known.get(address) as Known
    const turn = nextTurn(steps, her, message)
    const { conversation: c } = turn
    if (addInbound.run(externalId, c.id, her.lastSeq + 1, at).changes === 0) return false
    changeConversation.run(c.language, c.mode, c.topic, c.urgent, c.urgencyRank, c.since, c.outcome, at, c.lastSeq, c.lastSaidSeq, c.lastFrom, c.unread, c.isHandedOff ? at : null, c.eraseAt, c.revision, c.state, c.id, c.before)
    addRows(turn, her.identity, at)
    return true
  })
  return { open, receive: receive.immediate, session: (hash) => (session.get(hash) as string | undefined) ?? null, close: () => void db.close() }
}
