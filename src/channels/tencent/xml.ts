import { XMLParser } from 'fast-xml-parser'

/** What a push says, one level deep: numbers stay text (`0012`, ids of 64 bits). */
export type Fields = ReadonlyMap<string, string>

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false, trimValues: false, ignoreDeclaration: true, ignorePiTags: true, maxNestedTags: 8 })
const decoder = new TextDecoder('utf-8', { fatal: true })
const BEGINS = /^\s*(?:<\?xml[^<>]*\?>\s*)?<xml>/

/** null: it cannot be read. A document type is refused before it is parsed: it is what every attack by XML needs, and Tencent sends none. */
export function readXml(xml: string): Fields | null {
  if (!BEGINS.test(xml) || declares(xml)) return null
  try {
    const root = (parser.parse(xml) as { readonly xml?: unknown }).xml
    if (typeof root !== 'object' || root === null || Array.isArray(root)) return null
    return new Map(Object.entries(root).filter((field): field is [string, string] => typeof field[1] === 'string'))
  } catch {
    return null
  }
}

export function decoded(body: Buffer): string | null {
  try {
    return decoder.decode(body)
  } catch {
    return null
  }
}

/** `<!` outside CDATA, where people may write whatever they like. */
function declares(xml: string): boolean {
  for (let at = xml.indexOf('<!'); at >= 0; at = xml.indexOf('<!', at)) {
    if (!xml.startsWith('<![CDATA[', at)) return true
    const end = xml.indexOf(']]>', at)
    if (end < 0) return true
    at = end
  }
  return false
}

/** Control characters that no XML may hold. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const cdata = (text: string): string => `<![CDATA[${text.replace(FORBIDDEN, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

/** A number stands bare, a text in CDATA. */
export const writeXml = (fields: Readonly<Record<string, string | number>>): string =>
  `<xml>${Object.entries(fields).map(([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`).join('')}</xml>`
