import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bare } from '../../src/files/bare.ts'
import { orientationOf } from '../../src/files/tiff.ts'
import { box, chunk, directory, exif, heic, heicExif, heicXmp, jpeg, number, PLACE, png, riff, segment, tiff, webp, XMP, xmp } from './photos.ts'

const stripped = (mime: string, bytes: Buffer): Buffer => bare(mime, bytes) as Buffer
const standing = (bytes: Buffer): number | null => {
  const at = bytes.indexOf('MM\0*', 0, 'latin1')
  return at < 0 ? null : orientationOf(bytes.subarray(at))
}
const tells = (bytes: Buffer): boolean => ['LAT43', 'LON11', 'GPS', '佛罗伦萨', 'http'].some((word) => bytes.includes(word))

/** The first directory of these is not to be trusted. */
const beyond = tiff('MM', 6)
beyond.writeUInt32BE(0xfffffff0, 4)
const itself = Buffer.alloc(60)
itself.write('II*\0', 'latin1')
itself.writeUInt32LE(8, 4)
directory(itself, 'II', 8, [[0x8769, 4, 1, 8], [0x8825, 4, 1, 8]])
const huge = tiff('II', null)
huge.writeUInt16LE(0xffff, 8)

describe('a JPEG loses where it was taken', () => {
  const plain = jpeg()
  test.each([
    ['from an Intel camera', exif(tiff('II', 6)), 6], ['from a Motorola one', exif(tiff('MM', 8)), 8], ['upright', exif(tiff('II', 1)), null], ['with a place and nothing else', exif(tiff('MM', null)), null],
    ['with two Exif segments', Buffer.concat([exif(tiff('II', 3)), exif(tiff('MM', 6))]), 3], ['with XMP', xmp, null], ['with XMP before Exif', Buffer.concat([xmp, exif(tiff('MM', 6))]), 6],
    ['with XMP that is continued', segment(0xe1, `http://ns.adobe.com/xmp/extension/\0${XMP}`), null], ['with what Photoshop keeps', segment(0xed, `Photoshop 3.0\0${PLACE}`), null],
    ['with a comment', segment(0xfe, `مكان ${PLACE} 📍`), null], ['with a directory beyond the end', exif(beyond), null], ['with a directory that is its own', exif(itself), null], ['with more entries than bytes', exif(huge), null],
    ['with Exif cut short', exif(tiff('II', 6).subarray(0, 20)), null], ['with an orientation that does not exist', exif(tiff('II', 9)), null],
  ])('%s', (_, metadata, orientation) => {
    const photo = jpeg(metadata)
    const left = stripped('image/jpeg', photo)
    expect([tells(left), standing(left), left.length <= photo.length]).toEqual([false, orientation, true])
    expect(left.subarray(left.length - plain.length + 2)).toEqual(plain.subarray(2))
  })
  test('its colours stay', () => {
    const looks = [segment(0xe0, 'JFIF\0\x01\x01'), segment(0xe2, 'ICC_PROFILE\0sRGB'), segment(0xee, 'Adobe\0d')]
    expect(stripped('image/jpeg', jpeg(...looks))).toEqual(jpeg(...looks))
  })
  test.each([['a film', box('moov', Buffer.from(PLACE))], ['another photo', jpeg(exif(tiff('II', 6)))]])('%s after its end goes', (_, after) => {
    expect(stripped('image/jpeg', Buffer.concat([plain, after]))).toEqual(plain)
  })
  test('cut inside its Exif it tells nothing', () => {
    const photo = jpeg(exif(tiff('II', 6)))
    for (let end = 2; end < photo.length; end++) expect(tells(stripped('image/jpeg', photo.subarray(0, end)))).toBe(false)
  })
  test('stripped twice it is the same', () => {
    const once = stripped('image/jpeg', jpeg(exif(tiff('II', 6)), xmp))
    expect(stripped('image/jpeg', once)).toEqual(once)
  })
})

describe('a PNG loses where it was taken', () => {
  const text = (name: string): Buffer => chunk(name, `XML:com.adobe.xmp\0\0\0\0\0${XMP}`)
  test.each([
    ['in eXIf, little end first', chunk('eXIf', tiff('II', 6)), 6], ['in eXIf, big end first', chunk('eXIf', tiff('MM', 8)), 8], ['in eXIf that says nothing else', chunk('eXIf', tiff('II', null)), null],
    ['in a text', text('tEXt'), null], ['in an international text', text('iTXt'), null], ['in a chunk that nobody knows', text('caBX'), null], ['in eXIf that refers to itself', chunk('eXIf', itself), null],
  ])('%s', (_, metadata, orientation) => {
    const left = stripped('image/png', png(metadata))
    expect([tells(left), standing(left)]).toEqual([false, orientation])
    expect(left).toEqual(png(...(orientation === null ? [] : [eXIf(left)])))
  })
  const eXIf = (left: Buffer): Buffer => {
    const at = left.indexOf('eXIf')
    expect(left.readUInt32BE(at + 30)).toBe(crc32(left.subarray(at, at + 30)))
    return left.subarray(at - 4, at + 34)
  }
  test('what makes its look stays', () => {
    const photo = png(chunk('sRGB', '\0'), chunk('pHYs', '123456789'))
    expect(stripped('image/png', photo)).toEqual(photo)
  })
  test('what comes after its end goes', () => expect(stripped('image/png', Buffer.concat([png(), Buffer.from(PLACE)]))).toEqual(png()))
})

describe('a WebP loses where it was taken', () => {
  const XMP_AND_EXIF = 0x0c
  test.each([['little end first', tiff('II', 6), 6], ['big end first, under its name', Buffer.concat([Buffer.from('Exif\0\0'), tiff('MM', 3)]), 3], ['nothing else', tiff('MM', null), null], ['a directory beyond the end', beyond, null]])('%s', (_, metadata, orientation) => {
    const left = stripped('image/webp', webp(XMP_AND_EXIF, riff('EXIF', metadata), riff('XMP ', XMP), riff('odd!', PLACE)))
    expect([tells(left), standing(left), left[20], left.readUInt32LE(4)]).toEqual([false, orientation, orientation === null ? 0 : 0x08, left.length - 8])
    expect(left.subarray(30, 56)).toEqual(webp(0).subarray(30, 56))
  })
  test('without any it stays as it is', () => expect(stripped('image/webp', webp(0x10))).toEqual(webp(0x10)))
})

describe('a HEIC loses where it was taken, and nothing in it moves', () => {
  test.each([['in its data', {}], ['in its meta box', { inside: true }]])('%s', (_, how) => {
    const photo = heic([heicExif(tiff('II', 6)), heicXmp], how)
    const left = stripped('image/heic', photo)
    expect([tells(left), standing(left), left.length]).toEqual([false, 6, photo.length])
    expect(left.indexOf('the picture 照片')).toBe(photo.indexOf('the picture 照片'))
  })
  test('in a box that nobody knows', () => {
    const photo = Buffer.concat([heic([]), box('uuid', Buffer.from(PLACE))])
    expect(tells(stripped('image/heic', photo))).toBe(false)
  })
  test('without any it stays as it is', () => expect(stripped('image/heic', heic([]))).toEqual(heic([])))
  test.each([
    ['cut short', heic([heicExif(tiff('II', 6))]).subarray(0, 300)], ['with items larger than it is', heic([heicXmp], { length: 0x7fffffff })],
    ['with the same bytes named again and again', heic(Array.from({ length: 200 }, () => heicXmp), { length: 15_000 })], ['with a box that is smaller than its head', Buffer.concat([heic([]), number(4, 7), Buffer.from('mdat')])],
  ])('%s it cannot be read with certainty', (_, photo) => expect(bare('image/heic', photo)).toBeNull())
})

describe('whatever the bytes are', () => {
  const HEADS: readonly (readonly [string, Buffer])[] = [
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])], ['image/jpeg', Buffer.concat([Buffer.from([0xff, 0xd8]), exif(tiff('II', 6)).subarray(0, 30)])], ['image/png', png().subarray(0, 33)],
    ['image/webp', webp(0x0c).subarray(0, 30)], ['image/heic', heic([]).subarray(0, 24)], ['image/heic', heic([heicXmp]).subarray(0, 120)],
  ]
  test.each(HEADS)('%s never throws and never grows', (mime, head) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (rest) => {
      const photo = Buffer.concat([head, rest])
      expect(bare(mime, photo)?.length ?? 0).toBeLessThanOrEqual(photo.length)
    }), { numRuns: 500 })
  })
  test.each([['image/jpeg', jpeg(exif(tiff('II', 6)), xmp)], ['image/png', png(chunk('eXIf', tiff('MM', 6)))], ['image/webp', webp(0x0c, riff('EXIF', tiff('II', 6)))], ['image/heic', heic([heicExif(tiff('II', 6)), heicXmp])]])('%s with some bytes changed never throws and never grows', (mime, photo) => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(photo.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
      const changed = Buffer.from(photo)
      for (const [at, value] of changes) changed[at] = value
      expect(bare(mime, changed)?.length ?? 0).toBeLessThanOrEqual(changed.length)
    }), { numRuns: 500 })
  })
  test.each(HEADS)('%s with 10 MB of one byte after it ends', (mime, head) => {
    for (const value of [0x00, 0x01, 0xff]) expect(bare(mime, Buffer.concat([head, Buffer.alloc(10 * 1024 * 1024, value)]))?.length ?? 0).toBeLessThanOrEqual(head.length + 10 * 1024 * 1024)
  })
  test('what is no photo stays as it is', () => expect(stripped('application/pdf', Buffer.from(`%PDF ${PLACE}`)).toString()).toBe(`%PDF ${PLACE}`))
})
