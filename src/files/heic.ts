import { boxesIn } from './boxes.ts'
import { type Item, itemsBeside } from './items.ts'
import { orientationOf, SMALLEST, tiffIn, tiffOf } from './tiff.ts'

const KEPT = new Set(['ftyp', 'meta', 'mdat', 'free', 'skip'])
const SPACE = 0x20

/**
 * Overwrites what is beside the picture, in place: everything in such a file is found by its distance from the beginning.
 * How the picture stands is said by boxes of its own, and again in Exif. null: it cannot be read with certainty.
 */
export function bareHeic(bytes: Buffer): Buffer | null {
  const bare = Buffer.from(bytes)
  try {
    for (const box of boxesIn(bare, 0, bare.length)) {
      if (box.type === 'meta') overwrite(bare, itemsBeside(bare, box))
      else if (!KEPT.has(box.type)) {
        bare.write('free', box.at + 4, 'latin1')
        bare.fill(0, box.body, box.end)
      }
    }
    return bare
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** @throws RangeError more is named than there is */
function overwrite(bytes: Buffer, items: readonly Item[]): void {
  let left = bytes.length
  for (const { type, places } of items) {
    const [first] = places
    const exif = type === 'Exif' && first !== undefined ? standingIn(bytes.subarray(first.at, first.end)) : null
    for (const { at, end } of places) {
      left -= end - at
      if (left < 0 || end > bytes.length) throw new RangeError('Its items do not fit.')
      bytes.fill(type === 'Exif' ? 0 : SPACE, at, end)
    }
    if (exif !== null && first !== undefined) exif.copy(bytes, first.at)
  }
}

/** The same item with nothing but how the picture stands: the distance of its TIFF, then the TIFF. */
function standingIn(item: Buffer): Buffer | null {
  if (item.length < 4 + SMALLEST) return null
  const tiff = tiffIn(item.subarray(4 + item.readUInt32BE(0)))
  return Buffer.concat([Buffer.alloc(4), tiffOf(orientationOf(tiff) ?? orientationOf(tiffIn(item.subarray(4))) ?? 1)])
}
