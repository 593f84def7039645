/** FNV-1a over UTF-16 units, 32 bits: the same text gives the same number on every machine. */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    h ^= text.charCodeAt(at)
    h = Math.imul(h, 0x01000193)
  }
  // The low bits of FNV-1a of short texts are alike: the high ones are folded in.
  return (h ^ (h >>> 15)) >>> 0
}
