const LABEL = /(charset\s*=\s*["']?|=\?)([a-z0-9][\w.:+-]{1,39})(?=["';\s>?*]|$)/gi
/** Names that say less than the bytes mean: Chinese programs write GB 18030 under the names of its older parts. */
const LARGER: Readonly<Record<string, string>> = { gb2312: 'gb18030', gbk: 'gb18030', cp936: 'gb18030', 'x-gbk': 'gb18030', gb_2312: 'gb18030', 'gb_2312-80': 'gb18030', 'csgb2312': 'gb18030' }
/** Known to the parser, although no browser has them. */
const OLDER = /^(?:cp|ibm|x?-?mac)[\w-]*$|^iso-2022-kr$|^us-ascii$/
const LOSSLESS = 'iso-8859-1'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const korean = new TextDecoder('euc-kr')

/** The source with labels that the parser can follow, and how to read what it makes of them. */
export function relabelled(source: Buffer): { readonly source: Buffer; readonly read: (text: string) => string } {
  let unknown = false
  const text = source.toString('latin1').replace(LABEL, (whole, before: string, label: string) => {
    const name = label.toLowerCase()
    if (name in LARGER) return `${before}${LARGER[name]}`
    if (isKnown(name)) return whole
    unknown = true
    return `${before}${LOSSLESS}`
  })
  return { source: Buffer.from(text, 'latin1'), read: (words) => fromKorean(unknown ? guessed(words) : words) }
}

function isKnown(name: string): boolean {
  if (OLDER.test(name)) return true
  try {
    return Boolean(new TextDecoder(name))
  } catch {
    return false
  }
}

/** Under a label that nobody knows it is UTF-8 where it can be, else what it was read as. */
function guessed(words: string): string {
  if (/[^\u0000-\u00ff]/.test(words)) return words
  try {
    return utf8.decode(Buffer.from(words, 'latin1'))
  } catch {
    return words
  }
}

/** ISO-2022-KR, which the parser leaves as it came: seven bits, Hangul between two shifts (https://www.rfc-editor.org/rfc/rfc1557). */
function fromKorean(words: string): string {
  if (!words.includes('\u001b$)C')) return words
  return words.replaceAll('\u001b$)C', '').replace(/\u000e([\u0021-\u007e\s]*)\u000f?/g, (_, run: string) => korean.decode(Buffer.from(run, 'latin1').map((byte) => (byte > 0x20 ? byte | 0x80 : byte))))
}
