import { crc32 } from 'node:zlib'
import { orientationOf, tiffIn, tiffOf } from './tiff.ts'

const SIGNATURE = 8
/** Its length, its name, its checksum. */
const FRAME = 12

/** Of the chunks that a reader may skip, those that decide how the picture looks. https://www.w3.org/TR/png-3/#11Chunks */
const LOOKS = new Set(['tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'hIST', 'pHYs', 'sPLT', 'acTL', 'fcTL', 'fdAT'])

/** What draws the picture and how it stands; no texts, no dates, no other metadata, and nothing after its end. */
export function barePng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, SIGNATURE)]
  for (let at = SIGNATURE; at + 8 <= bytes.length; ) {
    const end = at + FRAME + bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    const orientation = name === 'eXIf' ? orientationOf(tiffIn(bytes.subarray(at + 8, end - 4))) : null
    if (draws(name)) kept.push(bytes.subarray(at, end))
    else if (orientation !== null) kept.push(chunk(name, tiffOf(orientation)))
    if (name === 'IEND') break
    at = end
  }
  return Buffer.concat(kept)
}

/** A capital first: without it there is no picture. */
const draws = (name: string): boolean => /^[A-Z]/.test(name) || LOOKS.has(name)

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
