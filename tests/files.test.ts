import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFiles } from '../src/files.ts'
import { tempFolder } from './support/temp.ts'

const NOW = Date.parse('2026-11-24T09:00:00.000Z')
const room = (folder: string) => createFiles({ folder, now: () => NOW })

async function* photo(): AsyncGenerator<Uint8Array> {
  yield Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
}

test('bytes that a crash left without a conversation go at the next start; known ones stay, and those that may still be arriving', async () => {
  const folder = tempFolder('files')
  for (const [name, age] of [['kept', 7200], ['orphan', 7200], ['arriving', 10]] as const) {
    writeFileSync(join(folder, name), '照片')
    utimesSync(join(folder, name), NOW / 1000 - age, NOW / 1000 - age)
  }
  await room(folder).sweep(async (id) => id === 'kept')
  expect(['kept', 'orphan', 'arriving'].map((name) => existsSync(join(folder, name)))).toEqual([true, false, true])
})

test('a disk that refuses is told, and nothing is left behind', async () => {
  const folder = tempFolder('files')
  mkdirSync(join(folder, 'new'))
  await expect(room(folder).write('new', photo())).rejects.toMatchObject({ reason: 'unavailable' })
})
