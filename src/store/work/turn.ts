import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { type NumberSlot, prepare, rowsIn, run, type TextSlot, Undo, type Values, type Work } from '../statement.ts'
import type { NewEntry, TurnOutcome, TurnWrite } from '../store.ts'
import type { WithFiles } from './files.ts'
import { hear, type WithHeld } from './held.ts'
import { type WithJoins, writeJoin } from './joins.ts'
import type { WithOffice } from './office.ts'
import type { WithKnown } from './known.ts'
import { addMissed, type WithMissed } from './missed.ts'
import { addOutbox, type WithOutbox } from './outbox.ts'

export const turnStatements = ({ compiler: db, lastSearchId, searchValue, locksRows }: Dialect) => ({
  addInbound: prepare((s, n) => db.insertInto('inbound').values({
    channel: s('channel'), account: s('account'), external_id: s('externalId'), conversation_id: s('id'), seq: n('seq'), at: s('at'),
  }).onConflict((c) => c.doNothing())),
  addCitizen: prepare((s) => db.insertInto('citizens').values({ id: s('citizen'), created_at: s('at') }).onConflict((c) => c.doNothing())),
  addIdentity: prepare((s) => db.insertInto('identities').values({
    id: s('newIdentity'), citizen_id: s('citizen'), channel: s('channel'), account: s('account'), address: s('address'), created_at: s('at'), joined_at: s('joinedAt'), opened_from: s('openedFrom'), citizen_before: (e) => e.selectFrom('identities').select('citizen_before').where('id', '=', s('openedFrom')),
  }).onConflict((c) => c.doNothing())),
  // Held to the end of the turn, so that nobody forgets her while she begins again.
  stillThere: prepare((s) => db.selectFrom('identities').select('id').where('id', '=', s('identity')).where('address', '=', s('address')).$if(locksRows, (q) => q.forShare())),
  addConversation: prepare((s, n) => db.insertInto('conversations').values({ ...conversationSlots(s, n), id: s('id'), citizen_id: s('citizen'), desk: s('desk'), opened_at: s('openedAt'), hold: null }).onConflict((c) => c.doNothing())),
  changeConversation: prepare((s, n) => db.updateTable('conversations').set({
    ...conversationSlots(s, n),
    handed_off_at: sql<string>`coalesce(handed_off_at, ${s('handedOffAt')})`,
    first_reply_at: sql<string>`coalesce(first_reply_at, ${s('firstReplyAt')})`,
    unread: sql<number>`case ${s('unreadChange')} when 'add' then unread + 1 when 'clear' then 0 else unread end`,
    last_said_seq: sql<number>`coalesce(${n('lastSaidSeq')}, last_said_seq)`,
    last_from: sql<string>`coalesce(${s('lastFrom')}, last_from)`,
    channel: sql<string>`coalesce(${s('channel')}, channel)`,
  }).where('id', '=', s('id')).where('revision', '=', n('expectedRevision'))
    // Whoever was joined, or parted, since it was read is read again.
    .where((e) => e.or([sql<boolean>`cast(${s('writer')} as text) is null`, e.exists(e.selectFrom('identities').select('identities.id').where('identities.id', '=', s('writer')).whereRef('identities.citizen_id', '=', 'conversations.citizen_id'))]))),
  addEntry: prepare((s, n) => db.insertInto('entries').values({ conversation_id: s('id'), seq: n('seq'), at: s('at'), kind: s('kind'), data: s('data'), version: s('version') })),
  addSearch: prepare((s) => db.insertInto('search').values({ conversation_id: s('id'), words: searchValue(s('words')) })),
  addBody: prepare((s, n) => db.insertInto('bodies').values({ conversation_id: s('id'), seq: n('seq'), language: s('language'), text: s('text'), rendered: s('rendered'), search_id: null })),
  addFoundBody: prepare((s, n) => db.insertInto('bodies').values({ conversation_id: s('id'), seq: n('seq'), language: s('language'), text: s('text'), rendered: s('rendered'), search_id: lastSearchId })),
  holdCitizen: prepare((s) => db.selectFrom('citizens').select('id').where('id', '=', s('citizen')).$if(locksRows, (q) => q.forUpdate())),
  addTimer: prepare((s) => db.insertInto('timers').values({ id: s('timer'), conversation_id: s('id'), due_at: s('dueAt'), reason: s('reason') })),
})

/** Of a citizen with several addresses two conversations may be open: whoever is second reads the other's numbers first. */
function* inNumbers({ turn, known }: Pick<WithTurn, 'turn'> & WithKnown, { identity, conversation: { citizen, desk }, lastSeq }: TurnWrite): Work<void> {
  if (!identity.joined) return
  yield run(turn.holdCitizen, { citizen })
  const [highest] = rowsIn<{ seq: number | null }>(yield run(known.highest, { citizen, desk }))
  if ((highest?.seq ?? 0) > lastSeq) throw new Undo({ kind: 'stale' })
}

type WithTurn = { readonly turn: ReturnType<typeof turnStatements> } & Pick<Dialect, 'indexed'>

const conversationSlots = (s: TextSlot, n: NumberSlot) => ({
  identity_id: s('identity'), channel: s('channel'), language: s('language'), mode: s('mode'), topic: s('topic'),
  urgent: s('urgent'), urgency_rank: n('urgencyRank'), danger: s('danger'), profile: s('profile'), since: s('since'), operator_id: s('operator'),
  closed_at: s('closedAt'), outcome: s('outcome'), last_at: s('at'), last_seq: n('lastSeq'),
  last_said_seq: n('lastSaidSeq'), last_from: s('lastFrom'), unread: n('unread'), handed_off_at: s('handedOffAt'),
  first_reply_at: s('firstReplyAt'), erase_after: s('eraseAfter'), revision: n('revision'), state: s('state'),
})

/**
 * A whole turn, in one transaction. Nothing is written when it is stale or a duplicate. The message's own key comes first:
 * of two processes that were given the same message, the second waits for the first one's commit and sees a duplicate.
 */
export function* writeTurn(s: WithTurn & WithFiles & WithOffice & WithOutbox & WithHeld & WithMissed & WithJoins & WithKnown, turn: TurnWrite): Work<TurnOutcome> {
  const { identity, dedupe, conversation: c, at } = turn
  const names = { channel: identity.channel, account: identity.account }
  const values = conversationValues(turn)
  if (dedupe && (yield run(s.turn.addInbound, { ...names, externalId: dedupe.externalId, id: c.id, seq: turn.lastSeq + 1, at })).changes === 0) return { kind: 'duplicate' }
  if (identity.isNew) {
    yield run(s.turn.addCitizen, values)
    if ((yield run(s.turn.addIdentity, { ...values, ...names, newIdentity: identity.id, address: identity.address, joinedAt: identity.joined ? at : null, openedFrom: identity.place === identity.id ? null : identity.place })).changes === 0) throw new Undo({ kind: 'stale' })
  } else if (turn.expectedRevision === null && (yield run(s.turn.stillThere, { identity: identity.id, address: identity.address })).changes === 0) throw new Undo({ kind: 'stale' })
  yield* inNumbers(s, turn)
  const saved = yield run(turn.expectedRevision === null ? s.turn.addConversation : s.turn.changeConversation, values)
  if (saved.changes === 0) throw new Undo({ kind: 'stale' })
  for (const [i, entry] of turn.entries.entries()) yield* addEntry(s, turn, entry, turn.lastSeq + 1 + i)
  yield* addMissed(s, turn)
  const released = turn.heard !== null && (yield* hear(s, identity.id, turn.heard, at))
  yield* addOutbox(s, turn)
  for (const f of turn.files) yield run(s.files.addHers, { ...f, conversation: c.id, identity: identity.id, createdAt: at, state: f.source === null ? 'here' : 'coming', dueAt: f.source === null ? null : at })
  for (const door of turn.doors) yield run(s.office.addDoor, door)
  yield* writeJoin(s, turn)
  for (const timer of turn.timers) yield run(s.turn.addTimer, { timer: timer.id, id: c.id, dueAt: timer.dueAt, reason: timer.reason })
  return { kind: 'committed', ...(released ? { released } : {}) }
}

function* addEntry(s: WithTurn, turn: TurnWrite, entry: NewEntry, seq: number): Work<void> {
  const id = turn.conversation.id
  yield run(s.turn.addEntry, { id, seq, at: turn.at, kind: entry.kind, data: JSON.stringify(entry.data), version: turn.version })
  if (entry.body === null) return
  const { language, text, rendered } = entry.body
  const body = { id, seq, language, text, rendered: rendered === null ? null : JSON.stringify(rendered) }
  const words = entry.kind === 'citizen' || entry.kind === 'operator' ? s.indexed(text) : ''
  if (words !== '') yield run(s.turn.addSearch, { id, words })
  yield run(words === '' ? s.turn.addBody : s.turn.addFoundBody, body)
}

function conversationValues(turn: TurnWrite): Values {
  const { conversation: c, at } = turn
  const { mode } = c
  // A preview is for operators: a person's words, hers or theirs; the assistant's only until somebody has written.
  const person = turn.entries.findLastIndex((e) => e.kind === 'citizen' || e.kind === 'operator')
  const said = person >= 0 || turn.expectedRevision !== null ? person : turn.entries.findLastIndex((e) => e.kind === 'assistant')
  return {
    id: c.id, citizen: c.citizen, desk: c.desk, identity: c.replyVia, channel: c.replyVia === turn.identity.id ? turn.identity.channel : null, language: c.language, mode: mode.kind, topic: c.topic,
    urgent: 'urgent' in mode ? mode.urgent : null, urgencyRank: 'urgent' in mode && mode.urgent !== null ? 0 : 1,
    danger: c.urgent, profile: c.profile, since: 'since' in mode ? mode.since : at, operator: mode.kind === 'attended' ? mode.by : null,
    openedAt: c.openedAt, closedAt: c.closedAt, outcome: c.outcome, at, lastSeq: turn.lastSeq + turn.entries.length,
    lastSaidSeq: said < 0 ? (turn.expectedRevision === null ? 0 : null) : turn.lastSeq + 1 + said,
    lastFrom: said < 0 ? (turn.expectedRevision === null ? 'assistant' : null) : turn.entries[said]?.kind,
    unread: turn.unread === 'add' ? 1 : 0, unreadChange: turn.unread, handedOffAt: turn.handedOff ? at : null, firstReplyAt: turn.replied ? at : null,
    eraseAfter: turn.eraseAfter, revision: c.revision, expectedRevision: turn.expectedRevision, writer: turn.hers && !turn.identity.isNew ? turn.identity.id : null, state: JSON.stringify(c),
  }
}
