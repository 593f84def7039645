import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFiles } from '../src/files.ts'
import { tempFolder } from './support/temp.ts'

const NOW = Date.parse('2026-11-24T09:00:00.000Z')
const room = (folder: string) => createFiles({ folder, now: () => NOW })

async function* photo(): AsyncGenerator<Uint8Array> {
  yield Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
}

test('bytes older than any file may be go at the next start; whatever database their row is in', async () => {
  const folder = tempFolder('files')
  for (const [name, days] of [['old', 32], ['kept', 29], ['arriving', 0]] as const) {
    writeFileSync(join(folder, name), '照片')
    utimesSync(join(folder, name), NOW / 1000 - days * 86_400, NOW / 1000 - days * 86_400)
  }
  await room(folder).sweep(30)
  expect(['old', 'kept', 'arriving'].map((name) => existsSync(join(folder, name)))).toEqual([false, true, true])
})

test('two who write the same file never cut each other’s', async () => {
  const folder = tempFolder('files')
  const slow = room(folder).write('one', (async function* () { yield* photo(); await new Promise((done) => setTimeout(done, 50)); throw new Error('cut') })())
  await room(folder).write('one', photo())
  await expect(slow).rejects.toThrow('cut')
  expect((await room(folder).read('one')).length).toBe(16)
})

test('a disk that refuses is told, and nothing is left behind', async () => {
  const folder = tempFolder('files')
  mkdirSync(join(folder, 'new'))
  await expect(room(folder).write('new', photo())).rejects.toMatchObject({ reason: 'unavailable' })
})
