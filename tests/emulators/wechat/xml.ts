/** Fields of a push, in their order. A number stands bare, a text in CDATA, as WeChat writes them. */
export type Fields = Readonly<Record<string, string | number>>

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

export const written = (fields: Fields): string => `<xml>${Object.entries(fields).map(([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`).join('\n')}\n</xml>`

/** Reads what the account answered, strictly: one `<xml>`, known marks, nothing left over. Null when it is none. */
export function read(xml: string): Readonly<Record<string, string>> | null {
  const [, inside] = /^<xml>([\s\S]*)<\/xml>$/.exec(xml.trim()) ?? []
  if (inside === undefined) return null
  const found: Record<string, string> = {}
  const rest = inside.replace(/<(\w+)>((?:<!\[CDATA\[[\s\S]*?\]\]>)+|[^<]*)<\/\1>/g, (_, name: string, value: string) => {
    found[name] = value.startsWith('<!') ? [...value.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)].map((m) => m[1]).join('') : value
    return ''
  })
  return rest.trim() === '' ? found : null
}
