import type { Statements } from './statements.ts'
import type { Work } from './statement.ts'
import type { Change, Store } from './store.ts'
import { noteAccount, readCursor } from './work/accounts.ts'
import { eraseExpired } from './work/erase.ts'
import { claimFile, settleFile } from './work/files.ts'
import { resumeHeld } from './work/held.ts'
import { offerJoin, partJoins, readJoin, readOffered, typeJoin } from './work/joins.ts'
import { readHeard, readKnown, readLoaded, readSession, readWrote } from './work/known.ts'
import { forgetTaught, settleMissed } from './work/missed.ts'
import { logRead, one, takeDoor } from './work/office.ts'
import { abandonOutbox, claimOutbox, settleOutbox } from './work/outbox.ts'
import { writeReceipt } from './work/receipts.ts'
import { addFactRevision, claimSources, saveSourceCheck } from './work/sources.ts'
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

export type Working = Pick<Store, 'find' | 'moveAddress' | 'load' | 'wroteIn' | 'session' | 'heard' | 'commit' | 'claimOutbox' | 'settleOutbox' | 'abandonOutbox' | 'dropTimer' | 'addNote' | 'logRead' | 'addFile' | 'claimFile' | 'settleFile' | 'addSession' | 'addDoor' | 'takeDoor' | 'offerJoin' | 'offeredJoin' | 'joinOf' | 'typeJoin' | 'partJoins' | 'endSession' | 'setOperatorLanguage' | 'expire' | 'claimSources' | 'saveSourceCheck' | 'addFactRevision' | 'settleMissed' | 'forgetTaught' | 'receipt' | 'resumeHeld' | 'cursor' | 'setCursor' | 'noteAccount' | 'pauseAccount'>

/** All that writes, and what each message reads: written once, run by every database's driver. */
export const working = (s: Statements, { write, look, announce }: Driver): Working => {
  const settled = async (change: Promise<Change>): Promise<boolean> => {
    const known = await change
    if (known !== null) announce(known)
    return known !== null
  }
  return {
    find: (address, desk) => look(() => readKnown(s, address, desk)),
    moveAddress: (from, to) => write(() => one(s.known.moveAddress, { ...from, to })),
    load: (id) => look(() => readLoaded(s, id)),
    wroteIn: (address, externalId) => look(() => readWrote(s, address, externalId)),
    session: (tokenHash) => look(() => readSession(s, tokenHash)),
    heard: (identity, desk, after, limit) => look(() => readHeard(s, identity, desk, after, limit)),
    async commit(turn) {
      const outcome = await write(() => writeTurn(s, turn))
      if (outcome.kind === 'committed') announce({ conversation: turn.conversation.id, citizen: turn.conversation.citizen, seq: turn.lastSeq + turn.entries.length })
      return outcome
    },
    claimOutbox: (identity, now, until) => write(() => claimOutbox(s, identity, now, until)),
    settleOutbox: (row, result) => settled(write(() => settleOutbox(s, row, result))),
    abandonOutbox: (channels, now) => write(() => abandonOutbox(s, channels, now)),
    dropTimer: (id) => write(() => one(s.office.dropTimer, { id })),
    addNote: (note) => write(() => one(s.office.addNote, note)),
    logRead: (id, operator, at, what) => write(() => logRead(s, id, operator, at, what ?? 'all')),
    addFile: (file) => write(() => one(s.files.addOwn, file)),
    claimFile: (id, now, until) => write(() => claimFile(s, id, now, until)),
    settleFile: (file, result) => settled(write(() => settleFile(s, file, result))),
    addSession: (hash, identity, at, after) => write(() => one(s.office.addSession, { hash, identity, at, after })),
    addDoor: (door) => write(() => one(s.office.addDoor, door)),
    takeDoor: (hash, now) => write(() => takeDoor(s, hash, now)),
    offerJoin: (offer) => write(() => offerJoin(s, offer)),
    offeredJoin: (hash, now) => look(() => readOffered(s, hash, now)),
    joinOf: (id) => look(() => readJoin(s, id)),
    typeJoin: (id, second, now, until) => write(() => typeJoin(s, id, second, now, until)),
    partJoins: (identity, at) => write(() => partJoins(s, identity, at)),
    endSession: (hash) => write(() => one(s.office.endSession, { hash })),
    setOperatorLanguage: (operator, language) => write(() => one(s.office.setOperatorLanguage, { operator, language })),
    claimSources: (urls, now, until) => write(() => claimSources(s, urls, now, until)),
    saveSourceCheck: (check, until) => write(() => saveSourceCheck(s, check, until)),
    addFactRevision: (revision, after) => write(() => addFactRevision(s, revision, after)),
    settleMissed: (key, taught) => write(() => settleMissed(s, key, taught)),
    forgetTaught: (id) => write(() => forgetTaught(s, id)),
    async receipt(receipt) {
      const told = await write(() => writeReceipt(s, receipt))
      if (told !== null) announce({ conversation: told.conversation, citizen: told.citizen, seq: told.seq })
      return told
    },
    resumeHeld: (address, window, at) => write(() => resumeHeld(s, address, window, at)),
    cursor: (channel, name) => look(() => readCursor(s, channel, name)),
    setCursor: (channel, name, value) => write(() => one(s.accounts.setCursor, { channel, name, value })),
    noteAccount: (note) => write(() => noteAccount(s, note)),
    pauseAccount: (channel, account, paused) => write(() => one(s.accounts.pause, { channel, account, by: paused?.by ?? null, at: paused?.at ?? null })),
    expire: (now) => write(() => eraseExpired(s, now)),
  }
}
