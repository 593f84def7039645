import { bareHeic } from './heic.ts'
import { bareJpeg } from './jpeg.ts'
import { barePng } from './png.ts'
import { bareWebp } from './webp.ts'

const KINDS: Readonly<Record<string, (bytes: Buffer) => Buffer | null>> = { 'image/jpeg': bareJpeg, 'image/png': barePng, 'image/webp': bareWebp, 'image/heic': bareHeic }

/**
 * A photo without what its camera and its editors wrote into it: where, when, by whom, with what, and the small picture of
 * before it was cropped. How it stands stays. Never longer than it was; what is no photo is given back; null: it cannot be
 * read with certainty. Places are told in too many ways to take out only those: Exif's GPS, makers' notes, XMP, IPTC, texts.
 */
export const bare = (mime: string, bytes: Buffer): Buffer | null => (Object.hasOwn(KINDS, mime) ? (KINDS[mime]?.(bytes) ?? null) : bytes)

export const isPhoto = (mime: string): boolean => Object.hasOwn(KINDS, mime)
