import { isExif, named, orientationOf, tiffIn, tiffOf } from './tiff.ts'

type Segment = { readonly marker: number; /** From its marker on; of a scan, to its end. */ readonly whole: Buffer; /** After its length. */ readonly body: Buffer }

const SOS = 0xda
const EOI = 0xd9
const COMMENT = 0xfe
const APP = { jfif: 0xe0, exif: 0xe1, icc: 0xe2, adobe: 0xee, last: 0xef } as const

/**
 * What draws the picture, its colours, and how it stands; nothing else, and nothing after its end, where telephones put
 * films and maps. ITU-T T.81, annex B.
 */
export function bareJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let orientation: number | null = null
  for (const segment of segmentsOf(bytes)) {
    if (draws(segment)) kept.push(segment.whole)
    else if (orientation === null && segment.marker === APP.exif && isExif(segment.body)) {
      orientation = orientationOf(tiffIn(segment.body))
      if (orientation !== null) kept.push(exifSegment(orientation))
    }
  }
  return Buffer.concat(kept)
}

function draws({ marker, body }: Segment): boolean {
  if (marker === APP.icc) return body.toString('latin1', 0, 12) === 'ICC_PROFILE\0'
  if (marker === APP.jfif || marker === APP.adobe) return true
  return marker !== COMMENT && (marker < APP.jfif || marker > APP.last)
}

function exifSegment(orientation: number): Buffer {
  const body = named(tiffOf(orientation))
  const head = Buffer.from([0xff, APP.exif, 0, body.length + 2])
  return Buffer.concat([head, body])
}

/** What stands between segments belongs to none. A last one that is cut off ends with the bytes. */
function* segmentsOf(bytes: Buffer): Generator<Segment> {
  for (let at = 2; ; ) {
    const start = nextMarker(bytes, at)
    const marker = bytes[start]
    if (marker === undefined) return
    at = start + 1
    if (marker === EOI) return yield { marker, whole: bytes.subarray(start - 1, at), body: Buffer.alloc(0) }
    if (isAlone(marker)) continue
    if (at + 2 > bytes.length) return
    const length = bytes.readUInt16BE(at)
    if (length < 2) continue
    const end = marker === SOS ? scanEnd(bytes, at + length) : at + length
    yield { marker, whole: bytes.subarray(start - 1, end), body: bytes.subarray(at + 2, at + length) }
    at = end
  }
}

/** Where the next marker's name is: any number of 0xFF may stand before it. Past the end: there is none. */
function nextMarker(bytes: Buffer, from: number): number {
  const found = bytes.indexOf(0xff, from)
  let at = found < 0 ? bytes.length : found + 1
  while (bytes[at] === 0xff) at++
  return at
}

/** No length follows: a stuffed zero, TEM, the beginning of a picture, a restart inside a scan. */
const isAlone = (marker: number): boolean => marker < 0x02 || (marker >= 0xd0 && marker <= 0xd8)

/** Where a marker ends the scan. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}
