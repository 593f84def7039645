import { indexed } from './words.ts'
import type { Statements } from './statements.ts'
import { run, Undo, type Values, type Work } from './statement.ts'
import type { NewEntry, PartResult, TurnOutcome, TurnWrite } from './store.ts'

/** A whole turn, in one transaction. Nothing is written when it is stale or a duplicate. */
export function* writeTurn(s: Statements, turn: TurnWrite): Work<TurnOutcome> {
  const { identity, dedupe } = turn
  const names = { channel: identity.channel, account: identity.account }
  if (dedupe && (yield run(s.seen, { ...names, externalId: dedupe.externalId })).rows.length > 0) return { kind: 'duplicate' }
  const values = conversationValues(turn)
  if (identity.isNew) {
    yield run(s.addCitizen, values)
    if ((yield run(s.addIdentity, { ...values, ...names, address: identity.address })).changes === 0) throw new Undo({ kind: 'stale' })
  }
  const saved = yield run(turn.expectedRevision === null ? s.addConversation : s.changeConversation, values)
  if (saved.changes === 0) throw new Undo({ kind: 'stale' })
  yield* rows(s, turn, values)
  return { kind: 'committed' }
}

function* rows(s: Statements, turn: TurnWrite, values: Values): Work<void> {
  const { conversation: c, identity, at } = turn
  const seqOf = (index: number): number => turn.lastSeq + 1 + index
  for (const [i, entry] of turn.entries.entries()) yield* entryRows(s, turn, entry, seqOf(i))
  if (turn.dedupe) yield run(s.addInbound, { channel: identity.channel, account: identity.account, externalId: turn.dedupe.externalId, id: c.id, seq: seqOf(0), at })
  for (const part of turn.outbox) {
    yield run(s.addPart, { id: c.id, seq: seqOf(part.entry), identity: c.replyVia, channel: values.channel, origin: part.origin, turn: c.revision, dueAt: part.dueAt })
  }
  for (const timer of turn.timers) yield run(s.addTimer, { timer: timer.id, id: c.id, dueAt: timer.dueAt, reason: timer.reason })
}

function* entryRows(s: Statements, turn: TurnWrite, entry: NewEntry, seq: number): Work<void> {
  const id = turn.conversation.id
  yield run(s.addEntry, { id, seq, at: turn.at, kind: entry.kind, data: JSON.stringify(entry.data), version: turn.version })
  if (entry.body === null) return
  const { language, text, rendered } = entry.body
  const body = { id, seq, language, text, rendered: rendered === null ? null : JSON.stringify(rendered) }
  if (text === '' || (entry.kind !== 'citizen' && entry.kind !== 'operator')) {
    yield run(s.addBody, body)
    return
  }
  yield run(s.addSearch, { id, words: indexed(text) })
  yield run(s.addFoundBody, body)
}

function conversationValues(turn: TurnWrite): Values {
  const { conversation: c, at } = turn
  const { mode } = c
  // A preview is for operators: a person's words, hers or theirs; the assistant's only until somebody has written.
  const person = turn.entries.findLastIndex((e) => e.kind === 'citizen' || e.kind === 'operator')
  const said = person >= 0 || turn.expectedRevision !== null ? person : turn.entries.findLastIndex((e) => e.kind === 'assistant')
  return {
    id: c.id, citizen: c.citizen, desk: c.desk, identity: c.replyVia, channel: turn.identity.channel, language: c.language, mode: mode.kind, topic: c.topic,
    urgent: 'urgent' in mode ? mode.urgent : null, urgencyRank: 'urgent' in mode && mode.urgent !== null ? 0 : 1,
    since: 'since' in mode ? mode.since : at, operator: mode.kind === 'attended' ? mode.by : null,
    openedAt: c.openedAt, closedAt: c.closedAt, outcome: c.outcome, at, lastSeq: turn.lastSeq + turn.entries.length,
    lastSaidSeq: said < 0 ? (turn.expectedRevision === null ? 0 : null) : turn.lastSeq + 1 + said,
    lastFrom: said < 0 ? (turn.expectedRevision === null ? 'assistant' : null) : turn.entries[said]?.kind,
    unread: turn.unread === 'add' ? 1 : 0, unreadChange: turn.unread, handedOffAt: turn.handedOff ? at : null, firstReplyAt: turn.replied ? at : null,
    eraseAfter: turn.eraseAfter, revision: c.revision, expectedRevision: turn.expectedRevision, state: JSON.stringify(c),
  }
}

/** What became of a part. A bot's permanent failure cancels the rest of its turn, never an operator's reply. */
export function* writeSettled(s: Statements, part: number, result: PartResult): Work<void> {
  const values = { part, at: result.at, explain: 'explain' in result ? result.explain.slice(0, 500) : null, externalId: 'externalId' in result ? result.externalId : null }
  const statement = { accepted: s.acceptPart, retry: s.retryPart, failed: s.failPart, ambiguous: s.doubtPart }[result.kind]
  yield run(statement, values)
  if (result.kind !== 'failed') return
  const [row] = (yield run(s.partOf, { part })).rows
  if (row?.origin === 'bot') yield run(s.cancelTurn, { id: row.conversation_id, turn: row.turn, at: result.at, explain: values.explain })
}
