const MARKS: readonly (readonly [string, readonly number[]])[] = [['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]]]
/** Old Italian pages that say nothing, or the wrong thing, are in this one; it takes every byte. */
const LAST = 'windows-1252'
/** A page says it near its beginning, if at all. */
const HEAD = 4096

/** The characters of a page: as its bytes, the server or the page itself says, if that can be true. */
export function decode(bytes: Uint8Array, contentType: string): string {
  const said = [markOf(bytes), labelIn(contentType), labelIn(new TextDecoder('latin1').decode(bytes.subarray(0, HEAD))), 'utf-8']
  for (const label of said) {
    const text = label === null ? null : decodedAs(label, bytes)
    if (text !== null) return text
  }
  return new TextDecoder(LAST).decode(bytes)
}

const markOf = (bytes: Uint8Array): string | null => MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0] ?? null

const labelIn = (text: string): string | null => /charset\s*=\s*["']?\s*([\w:-]+)/i.exec(text)?.[1] ?? null

/** null: no such charset, or bytes that it does not have. A character that is cut at the end is none. */
function decodedAs(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null
  }
}
