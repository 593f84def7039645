import type { Statements } from './statements.ts'
import type { Work } from './statement.ts'
import type { Change, Store } from './store.ts'
import { eraseExpired } from './work/erase.ts'
import { claimFile, settleFile } from './work/files.ts'
import { readKnown, readLoaded, readWrote } from './work/known.ts'
import { logRead, one } from './work/office.ts'
import { abandonOutbox, claimOutbox, settleOutbox } from './work/outbox.ts'
import { writeTurn } from './work/turn.ts'

/** How a database runs a unit of work. A unit may be begun again from nothing, so it comes as what makes it. */
export type Driver = {
  /** In one transaction, saved when it resolves. */
  readonly write: <T>(work: () => Work<T>) => Promise<T>
  /** Only reads: needs no transaction. */
  readonly look: <T>(work: () => Work<T>) => Promise<T>
  /** For other processes on the same database; after the commit. */
  readonly announce: (change: Change) => void
}

export type Working = Pick<Store, 'find' | 'load' | 'wroteIn' | 'commit' | 'claimOutbox' | 'settleOutbox' | 'abandonOutbox' | 'dropTimer' | 'addNote' | 'logRead' | 'addFile' | 'claimFile' | 'settleFile' | 'addSession' | 'endSession' | 'setOperatorLanguage' | 'expire'>

/** All that writes, and what each message reads: written once, run by every database's driver. */
export const working = (s: Statements, { write, look, announce }: Driver): Working => {
  const announced = async (change: Promise<Change>): Promise<void> => {
    const known = await change
    if (known !== null) announce(known)
  }
  return {
    find: (address, desk) => look(() => readKnown(s, address, desk)),
    load: (id) => look(() => readLoaded(s, id)),
    wroteIn: (address, externalId) => look(() => readWrote(s, address, externalId)),
    async commit(turn) {
      const outcome = await write(() => writeTurn(s, turn))
      const { channel, address } = turn.identity
      if (outcome.kind === 'committed') announce({ conversation: turn.conversation.id, channel, address, seq: turn.lastSeq + turn.entries.length })
      return outcome
    },
    claimOutbox: (conversation, now, until) => write(() => claimOutbox(s, conversation, now, until)),
    settleOutbox: (row, result) => announced(write(() => settleOutbox(s, row, result))),
    abandonOutbox: (now) => write(() => abandonOutbox(s, now)),
    dropTimer: (id) => write(() => one(s.dropTimer, { id })),
    addNote: (note) => write(() => one(s.addNote, note)),
    logRead: (id, operator, at) => write(() => logRead(s, id, operator, at)),
    addFile: (file) => write(() => one(s.addFile, file)),
    claimFile: (id, now, until) => write(() => claimFile(s, id, now, until)),
    settleFile: (id, result) => announced(write(() => settleFile(s, id, result))),
    addSession: (hash, identity, at) => write(() => one(s.addSession, { hash, identity, at })),
    endSession: (hash) => write(() => one(s.endSession, { hash })),
    setOperatorLanguage: (operator, language) => write(() => one(s.setOperatorLanguage, { operator, language })),
    expire: (now) => write(() => eraseExpired(s, now)),
  }
}
