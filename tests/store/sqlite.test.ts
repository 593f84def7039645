import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { StoreLocked, StoreTooNew, StoreUnavailable } from '../../src/store/store.ts'
import { tempFolder } from '../support/temp.ts'
import { turnOf } from '../support/turns.ts'
import { storeSuite } from './suite.ts'

const openIn = (folder: string) => openSqlite({ path: join(folder, 'desk.sqlite'), synchronous: 'NORMAL' })

/** The search index keeps its words in pages of bytes. */
function everythingIn(path: string): string {
  const db = new Database(path, { readonly: true })
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const rows = tables.flatMap((table) => db.prepare(`select * from "${table}"`).raw().all() as unknown[][])
  db.close()
  return rows.flat().map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value))).join('\n')
}

storeSuite('SQLite', async () => {
  const folder = tempFolder('store')
  let store = await openIn(folder)
  return {
    store,
    async reopen() {
      await store.close()
      store = await openIn(folder)
      return store
    },
    everything: async () => everythingIn(join(folder, 'desk.sqlite')),
    async clean() {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
})

describe('the file', () => {
  test('a second desk on the same file is refused, and told why', async () => {
    const folder = tempFolder('store')
    const store = await openIn(folder)
    await expect(openIn(folder)).rejects.toThrow(StoreLocked)
    await store.close()
    await (await openIn(folder)).close()
  })
  test('made by a newer version it is left alone', async () => {
    const folder = tempFolder('store')
    await (await openIn(folder)).close()
    const db = new Database(join(folder, 'desk.sqlite'))
    db.exec("insert into migrations values ('999-from-the-future')")
    db.close()
    await expect(openIn(folder)).rejects.toThrow(StoreTooNew)
  })
  test('that is no database is refused in words', async () => {
    const folder = tempFolder('store')
    mkdirSync(join(folder, 'desk.sqlite'))
    await expect(openIn(folder)).rejects.toThrow(StoreUnavailable)
  })
  test.skipIf(process.getuid?.() === 0)('in a folder that cannot be written is refused in words (needs a user that is not root)', async () => {
    const folder = tempFolder('store')
    chmodSync(folder, 0o500)
    await expect(openIn(folder)).rejects.toThrow(StoreUnavailable)
  })
  test('a full disk refuses the turn and loses nothing that was saved', async () => {
    const folder = tempFolder('store')
    const store = await openSqlite({ path: join(folder, 'desk.sqlite'), synchronous: 'NORMAL', maxPages: 100 })
    let saved = 0
    const fill = async (): Promise<never> => {
      for (;;) {
        await store.commit(turnOf(`full-${saved}`))
        saved++
      }
    }
    await expect(fill()).rejects.toThrow(StoreUnavailable)
    expect(saved).toBeGreaterThan(3)
    for (let i = 0; i < saved; i++) expect(await store.load(`full-${i}`)).not.toBeNull()
    expect(await store.load(`full-${saved}`)).toBeNull()
    await store.close()
  })
  test('what was being sent when the process ended is known at the next start', async () => {
    const folder = tempFolder('store')
    const store = await openIn(folder)
    await store.commit(turnOf('one', { outbox: [{ first: 1, last: 1, origin: 'bot', dueAt: '2026-11-24T09:00:00.000Z', pulled: false }], files: [{ id: 'f', name: 'f', mime: 'image/png', bytes: 0, expiresAt: '2026-12-24T09:00:00.000Z', source: 'x' }] }))
    const now = '2026-11-24T12:00:00.000Z'
    await store.claimOutbox('i-one', now, '2026-11-24T12:02:00.000Z')
    await store.claimFile('f', now, '2026-11-24T12:02:00.000Z')
    await store.close()
    const again = await openIn(folder)
    expect(await again.abandonOutbox(['web-chat'], now)).toEqual(['i-one'])
    expect(await again.dueFiles(['web-chat'], now, 10)).toEqual(['f'])
    await again.close()
  })
  test('is nobody else’s: there is nothing to listen to', async () => {
    const store = await openIn(tempFolder('store'))
    expect(store.can).toEqual({ groupCommit: true, severalProcesses: false, skipLocked: false, backup: true })
    await (await store.listen(() => expect.fail('nobody else writes')))()
    await store.close()
  })
  test('a backup of a running desk opens by itself', async () => {
    const folder = tempFolder('store')
    const store = await openIn(folder)
    await store.commit(turnOf('one'))
    mkdirSync(join(folder, 'copy'))
    await store.backup(join(folder, 'copy', 'desk.sqlite'))
    const copy = await openIn(join(folder, 'copy'))
    expect(await copy.load('one')).not.toBeNull()
    await Promise.all([copy.close(), store.close()])
  })
})
