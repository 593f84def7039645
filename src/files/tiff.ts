const ORIENTATION = 0x0112
const SHORT = 3
const ENTRY = 12
const ORDERS: Readonly<Record<string, 'little' | 'big'>> = { 'II*\0': 'little', 'MM\0*': 'big' }

/** Bytes of the smallest TIFF that says how a picture stands. */
export const SMALLEST = 26

/** How a picture stands, 2 to 8, from the first directory of its Exif data; null: upright, or it cannot be read. CIPA DC-008, 4.6. */
export function orientationOf(tiff: Buffer): number | null {
  const order = ORDERS[tiff.toString('latin1', 0, 4)]
  if (order === undefined || tiff.length < SMALLEST) return null
  const short = (at: number): number => (order === 'little' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = order === 'little' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = first + 2 <= tiff.length ? short(first) : 0
  for (let at = first + 2; at < first + 2 + entries * ENTRY && at + ENTRY <= tiff.length; at += ENTRY) {
    if (short(at) === ORIENTATION) return short(at + 2) === SHORT ? standing(short(at + 8)) : null
  }
  return null
}

const standing = (value: number): number | null => (value >= 2 && value <= 8 ? value : null)

/** A TIFF with one directory of one entry. */
export function tiffOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(SMALLEST)
  tiff.write('MM\0*', 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION, 10)
  tiff.writeUInt16BE(SHORT, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  return tiff
}

const PREFIX = Buffer.from('Exif\0\0', 'latin1')

export const isExif = (body: Buffer): boolean => body.subarray(0, PREFIX.length).equals(PREFIX)

/** The TIFF of an Exif block, which some formats and some writers begin with its name. */
export const tiffIn = (body: Buffer): Buffer => (isExif(body) ? body.subarray(PREFIX.length) : body)

export const named = (tiff: Buffer): Buffer => Buffer.concat([PREFIX, tiff])
