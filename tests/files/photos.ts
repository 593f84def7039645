import { crc32, deflateSync } from 'node:zlib'

/** Where a photo was taken, in words that are easy to find among its bytes. */
export const PLACE = 'LAT43.8367LON11.1965'
export const XMP = `<x:xmpmeta><rdf:Description exif:GPSLatitude="${PLACE}" photoshop:City="佛罗伦萨"/></x:xmpmeta>`

export type Order = 'II' | 'MM'
type Entry = readonly [tag: number, type: number, count: number, value: number]

/** A TIFF with how the picture stands (unless null), the pointer to its GPS directory, and that directory with the place. */
export function tiff(order: Order, orientation: number | null): Buffer {
  const entries: Entry[] = [...(orientation === null ? [] : [[0x0112, 3, 1, orientation] as const]), [0x8825, 4, 1, 100]]
  const bytes = Buffer.alloc(160)
  bytes.write(order === 'II' ? 'II*\0' : 'MM\0*', 'latin1')
  write(bytes, order, 4, 4, 8)
  directory(bytes, order, 8, entries)
  directory(bytes, order, 100, [[0x001b, 2, PLACE.length, 130]])
  bytes.write(PLACE, 130)
  return bytes
}

export function directory(bytes: Buffer, order: Order, at: number, entries: readonly Entry[]): void {
  write(bytes, order, at, 2, entries.length)
  entries.forEach(([tag, type, count, value], i) => {
    const entry = at + 2 + 12 * i
    write(bytes, order, entry, 2, tag)
    write(bytes, order, entry + 2, 2, type)
    write(bytes, order, entry + 4, 4, count)
    write(bytes, order, entry + 8, type === 3 ? 2 : 4, value)
  })
}

function write(bytes: Buffer, order: Order, at: number, size: number, value: number): void {
  if (order === 'II') bytes.writeUIntLE(value, at, size)
  else bytes.writeUIntBE(value, at, size)
}

export const number = (size: number, value: number): Buffer => {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(value, 0, size)
  return bytes
}

export const segment = (marker: number, body: Buffer | string): Buffer => Buffer.concat([Buffer.from([0xff, marker]), number(2, Buffer.from(body).length + 2), Buffer.from(body)])
export const exif = (body: Buffer): Buffer => segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), body]))
export const xmp = segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${XMP}`)

const FRAME = Buffer.concat([segment(0xdb, Buffer.alloc(65)), segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])), segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]))])
/** Stuffed zeros and a restart belong to the scan. */
const SCAN = Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56])
const END = Buffer.from([0xff, 0xd9])

/** Not to be drawn; every part of a JPEG is in it. */
export const jpeg = (...before: readonly Buffer[]): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8]), ...before, FRAME, SCAN, END])

export const chunk = (name: string, data: Buffer | string): Buffer => {
  const named = Buffer.concat([Buffer.from(name), Buffer.from(data)])
  return Buffer.concat([number(4, named.length - 4), named, number(4, crc32(named))])
}

/** One black dot. */
export const png = (...beside: readonly Buffer[]): Buffer => Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])), ...beside, chunk('IDAT', deflateSync(Buffer.from([0, 0]))), chunk('IEND', ''),
])

export const riff = (name: string, data: Buffer | string): Buffer => {
  const body = Buffer.from(data)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)])
}
/** A losslessly packed dot, with what VP8X announces of the chunks beside it. */
export const webp = (features: number, ...beside: readonly Buffer[]): Buffer =>
  riff('RIFF', Buffer.concat([Buffer.from('WEBP'), riff('VP8X', Buffer.from([features, 0, 0, 0, 0, 0, 0, 0, 0, 0])), riff('VP8L', Buffer.from('2f0000000007d0fffef7bfff8188e87f0000', 'hex')), ...beside]))

export const box = (type: string, ...inside: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(inside)
  return Buffer.concat([number(4, body.length + 8), Buffer.from(type), body])
}
type Kept = { readonly type: string; readonly data: Buffer }

/** A picture with items beside it, their bytes in `mdat`, or in the meta box when `inside`. */
export function heic(items: readonly Kept[], { inside = false, length }: { readonly inside?: boolean; readonly length?: number } = {}): Buffer {
  const all: readonly Kept[] = [{ type: 'hvc1', data: Buffer.from('the picture 照片') }, ...items]
  const start = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic'))
  const metaAt = (from: number): Buffer => {
    let at = from
    const places = all.map(({ data }, i) => {
      at += data.length
      return Buffer.concat([number(2, i + 1), number(2, inside ? 1 : 0), number(2, 0), number(2, 1), number(4, at - data.length), number(4, length ?? data.length)])
    })
    const names = all.map(({ type }, i) => box('infe', Buffer.from([2, 0, 0, 0]), number(2, i + 1), number(2, 0), Buffer.from(`${type}\0${type === 'mime' ? 'application/rdf+xml\0' : ''}`)))
    const data = inside ? [box('idat', ...all.map((item) => item.data))] : []
    return box('meta', Buffer.alloc(4), box('iinf', Buffer.alloc(4), number(2, all.length), ...names), box('iloc', Buffer.from([1, 0, 0, 0, 0x44, 0]), number(2, all.length), ...places), ...data)
  }
  const from = inside ? 0 : start.length + metaAt(0).length + 8
  return Buffer.concat([start, metaAt(from), ...(inside ? [] : [box('mdat', ...all.map((item) => item.data))])])
}
export const heicExif = (body: Buffer): Kept => ({ type: 'Exif', data: Buffer.concat([number(4, 6), Buffer.from('Exif\0\0'), body]) })
export const heicXmp: Kept = { type: 'mime', data: Buffer.from(XMP) }
