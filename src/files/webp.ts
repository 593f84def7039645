import { orientationOf, SMALLEST, tiffIn, tiffOf } from './tiff.ts'

const HEAD = 12
/** What draws. https://developers.google.com/speed/webp/docs/riff_container */
const DRAWS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** Of the features that VP8X announces. */
const HAS = { xmp: 0x04, exif: 0x08 } as const

/** What draws the picture and how it stands. */
export function bareWebp(bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  let orientation: number | null = null
  for (const { name, whole, body } of chunksOf(bytes)) {
    if (DRAWS.has(name)) chunks.push(Buffer.from(whole))
    else if (name === 'EXIF') orientation ??= orientationOf(tiffIn(body))
  }
  if (orientation !== null) chunks.push(exifChunk(orientation))
  announce(chunks, orientation !== null)
  return riff(chunks)
}

function* chunksOf(bytes: Buffer): Generator<{ name: string; whole: Buffer; body: Buffer }> {
  const last = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  for (let at = HEAD; at + 8 <= last; ) {
    const size = bytes.readUInt32LE(at + 4)
    const end = Math.min(last, at + 8 + size + (size % 2))
    yield { name: bytes.toString('latin1', at, at + 4), whole: bytes.subarray(at, end), body: bytes.subarray(at + 8, Math.min(end, at + 8 + size)) }
    at = end
  }
}

function exifChunk(orientation: number): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1')
  head.writeUInt32LE(SMALLEST, 4)
  return Buffer.concat([head, tiffOf(orientation)])
}

function announce(chunks: readonly Buffer[], exif: boolean): void {
  const features = chunks.find((chunk) => chunk.toString('latin1', 0, 4) === 'VP8X' && chunk.length > 8)
  if (features) features[8] = ((features[8] ?? 0) & ~(HAS.xmp | HAS.exif)) | (exif ? HAS.exif : 0)
}

function riff(chunks: readonly Buffer[]): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + chunks.reduce((sum, chunk) => sum + chunk.length, 0), 4)
  return Buffer.concat([head, ...chunks])
}
