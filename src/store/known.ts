import { type ConversationRow, identityOf, loaded, type PartRow, partOf } from './rows.ts'
import { run, type Work } from './statement.ts'
import type { Statements } from './statements.ts'
import type { Address, Known, Loaded, Part } from './store.ts'

/** Who writes from an address, and the latest conversation with a desk. */
export function* readKnown(s: Statements, address: Address, desk: string): Work<Known> {
  const [row] = (yield run(s.identityAt, address)).rows
  if (row === undefined) return { identity: null, latest: null }
  const identity = identityOf(row as Parameters<typeof identityOf>[0])
  const [latest] = (yield run(s.latestOf, { citizen: identity.citizen, desk })).rows
  return { identity, latest: loaded(latest as ConversationRow | undefined) }
}

export function* readLoaded(s: Statements, id: string): Work<Loaded | null> {
  const [row] = (yield run(s.conversationOf, { id })).rows
  return loaded(row as ConversationRow | undefined)
}

export function* readNextPart(s: Statements, id: string): Work<Part | null> {
  const [row] = (yield run(s.nextPartOf, { id })).rows
  return row === undefined ? null : partOf(row as PartRow)
}
