export type Spoken = { readonly language: string; readonly text: string }

/** What a call is told to do, once the provider has read it. `finish`: the key that ends a gather; '' is none. */
export type Act =
  | ({ readonly do: 'say' } & Spoken)
  | { readonly do: 'gather'; readonly says: readonly Spoken[]; readonly speech: string | null; readonly most: number | null; readonly finish: string; readonly seconds: number; readonly action: string; readonly tellsSilence: boolean }
  | { readonly do: 'redirect'; readonly to: string }
  | { readonly do: 'dial'; readonly to: string; readonly callerId: string; readonly seconds: number; readonly action: string }
  | { readonly do: 'hangup' }
export type Gather = Extract<Act, { do: 'gather' }>

/** What the provider refuses, with its own code; the caller hears an error and the call ends. */
export class Refused extends Error {
  constructor(code: number | string, why: string) {
    super(`${code}: ${why}`)
    this.name = 'Refused'
  }
}

export const isE164 = (number: string): boolean => /^\+[1-9]\d{6,14}$/.test(number)

export function absolute(url: string, base: string): string {
  const resolved = URL.canParse(url, base) ? new URL(url, base) : null
  if (resolved === null || !/^https?:$/.test(resolved.protocol)) throw new Refused(11100, `invalid URL: ${url}`)
  return resolved.href
}

/** What a gather takes of the keys, and what is left for the next one. */
export function keyed(keys: string, { finish, most }: Gather): { readonly digits: string; readonly left: string } {
  let digits = ''
  for (const [i, key] of [...keys].entries()) {
    if (key !== finish) digits += key
    if (key === finish || digits.length === most) return { digits, left: keys.slice(i + 1) }
  }
  return { digits, left: '' }
}
