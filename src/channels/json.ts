export type Json = Readonly<Record<string, unknown>>

const decoder = new TextDecoder('utf-8', { fatal: true })

/** A JSON object, from raw bytes of UTF-8 or from text; null: it is not one. */
export function jsonObject(body: Buffer | string): Json | null {
  try {
    const json: unknown = JSON.parse(typeof body === 'string' ? body : decoder.decode(body))
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : null
  } catch {
    return null
  }
}
