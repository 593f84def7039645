import { type Box, boxesIn, unsigned } from './boxes.ts'

export type Place = { readonly at: number; readonly end: number }
/** Something beside the picture: where its bytes are in the file. */
export type Item = { readonly type: string; readonly places: readonly Place[] }

/** Metadata among the items of ISO/IEC 23008-12: Exif, XMP and other documents. `mime` also stands for items that are older than types. */
const BESIDE = new Set(['Exif', 'mime', 'uri '])

/** What a meta box names beside the picture. @throws RangeError it cannot be read */
export function itemsBeside(bytes: Buffer, meta: Box): Item[] {
  const inside = [...boxesIn(bytes, meta.body + 4, meta.end)]
  const [names, locations, data] = ['iinf', 'iloc', 'idat'].map((type) => inside.find((box) => box.type === type))
  if (names === undefined || locations === undefined) return []
  const types = typesIn(bytes, names)
  const items: Item[] = []
  for (const { id, method, places } of locationsIn(bytes, locations)) {
    const type = types.get(id)
    if (type === undefined) continue
    if (method > 1 || (method === 1 && data === undefined)) throw new RangeError('It is kept in a way that cannot be followed.')
    const base = method === 1 ? (data as Box).body : 0
    items.push({ type, places: places.map(({ at, end }) => ({ at: base + at, end: base + end })) })
  }
  return items
}

function typesIn(bytes: Buffer, names: Box): Map<number, string> {
  const types = new Map<number, string>()
  const first = names.body + (bytes[names.body] === 0 ? 6 : 8)
  for (const { body } of boxesIn(bytes, first, names.end)) {
    const version = bytes.readUInt8(body)
    const wide = version > 2 ? 4 : 2
    const type = version < 2 ? 'mime' : bytes.toString('latin1', body + 6 + wide, body + 10 + wide)
    if (BESIDE.has(type)) types.set(bytes.readUIntBE(body + 4, wide), type)
  }
  return types
}

type Location = { readonly id: number; /** 0: in the file, 1: in the meta box, 2: in another item. */ readonly method: number; readonly places: readonly Place[] }

function* locationsIn(bytes: Buffer, { body }: Box): Generator<Location> {
  let at = body
  const next = (size: number): number => {
    at += size
    return unsigned(bytes, at - size, size)
  }
  const version = next(1)
  next(3)
  const sizes = next(2)
  const [offset, length, base, index] = [12, 8, 4, 0].map((shift) => (sizes >> shift) & 0xf) as [number, number, number, number]
  // Without a length an extent is everything there is, and takes no bytes: a few would keep the desk busy for ever.
  if (length === 0) throw new RangeError('Its extents have no length.')
  const wide = version < 2 ? 2 : 4
  for (let left = next(wide); left > 0; left--) {
    const id = next(wide)
    const method = version === 0 ? 0 : next(2) & 0xf
    next(2)
    const start = next(base)
    const places = Array.from({ length: next(2) }, () => {
      if (version > 0) next(index)
      const from = start + next(offset)
      return { at: from, end: from + next(length) }
    })
    yield { id, method, places }
  }
}
