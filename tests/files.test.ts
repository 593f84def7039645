import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFiles } from '../src/files.ts'
import { box, exif, jpeg, PLACE, tiff } from './files/photos.ts'
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

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}

test('a photo is kept without where it was taken, and counts as long as it is', async () => {
  const folder = tempFolder('files')
  const photo = Buffer.concat([jpeg(exif(tiff('II', 6))), Buffer.alloc(9000, PLACE)])
  const written = await room(folder).write('sent', pieces(photo))
  await room(folder).keep('made', photo)
  const [sent, made] = [await room(folder).read('sent'), await room(folder).read('made')]
  expect([written, sent.includes(PLACE)]).toEqual([{ mime: 'image/jpeg', bytes: sent.length }, false])
  expect(made).toEqual(sent)
})

test('a photo that cannot be read with certainty is not kept', async () => {
  const folder = tempFolder('files')
  const photo = Buffer.concat([box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')), box('meta', Buffer.from(PLACE))])
  await expect(room(folder).write('sent', pieces(photo))).rejects.toMatchObject({ reason: 'not-accepted' })
  expect(readdirSync(folder)).toEqual([])
})

test('what is no photo is kept as it is', async () => {
  const folder = tempFolder('files')
  const calendar = Buffer.from('BEGIN:VCALENDAR\r\nLOCATION:佛罗伦萨 📍\r\nEND:VCALENDAR\r\n')
  expect(await room(folder).write('sent', pieces(calendar))).toEqual({ mime: 'text/calendar', bytes: calendar.length })
  expect(await room(folder).read('sent')).toEqual(calendar)
})
