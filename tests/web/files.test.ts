import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFiles } from '../../src/web/files.ts'
import { tempFolder } from '../support/temp.ts'

const room = (folder: string) => createFiles({ folder, newId: () => 'new', now: () => '2026-11-24T09:00:00.000Z', days: 30 })

async function* photo(): AsyncGenerator<Uint8Array> {
  yield Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
}

test('bytes that a crash left without a conversation go at the next start, the others stay', async () => {
  const folder = tempFolder('files')
  for (const name of ['kept', 'orphan']) writeFileSync(join(folder, name), '照片')
  await room(folder).sweep(async (id) => id === 'kept')
  expect([existsSync(join(folder, 'kept')), existsSync(join(folder, 'orphan'))]).toEqual([true, false])
})

test('a disk that refuses is told, and nothing is left behind', async () => {
  const folder = tempFolder('files')
  mkdirSync(join(folder, 'new'))
  await expect(room(folder).keep('照片 📷.png', photo())).rejects.toMatchObject({ status: 503 })
})
