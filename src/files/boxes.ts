export type Box = { readonly type: string; readonly at: number; /** Where what it holds begins. */ readonly body: number; readonly end: number }

/** The boxes of ISO/IEC 14496-12, 4.2, one after the other. @throws RangeError one is smaller than its own head, or larger than what holds it */
export function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at < to; ) {
    const size = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const body = at + (size === 1 ? 16 : 8)
    const end = size === 0 ? to : at + (size === 1 ? unsigned(bytes, at + 8, 8) : size)
    if (end < body || end > to) throw new RangeError('A box does not fit.')
    yield { type, at, body, end }
    at = end
  }
}

/** An integer of 0, 1, 2, 4 or 8 bytes. @throws RangeError */
export function unsigned(bytes: Buffer, at: number, size: number): number {
  if (size === 0) return 0
  if (size !== 8) return bytes.readUIntBE(at, size)
  const value = bytes.readBigUInt64BE(at)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('Larger than any file.')
  return Number(value)
}
