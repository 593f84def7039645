import { z } from 'zod'

export const PHONES = ['telegram', 'whatsapp', 'wechat', 'wecom', 'mail', 'telephone'] as const
export type PhoneName = (typeof PHONES)[number]
export type Run = { readonly text: string; readonly mark?: 'bold' | 'italic' | 'code' | 'strike'; readonly href?: string }
/** `key` comes back in a tap; with an `href` it is a link instead. */
export type Button = { readonly key: string; readonly label: string; readonly detail?: string; readonly href?: string }
export type ShownFile = { readonly name: string; readonly mime: string; readonly bytes: Buffer }

/** A message on her screen. `app`: what the app itself shows. `tiles` are rows of buttons, `list` one that opens, `links` choices written in the text. */
export type Bubble = {
  readonly id: string
  readonly who: 'desk' | 'her' | 'app'
  /** What she sent that is no text: photo, voice, place, document. */
  readonly kind: string
  readonly subject?: string
  readonly runs: readonly Run[]
  readonly tiles?: readonly (readonly Button[])[]
  readonly list?: { readonly opener: string; readonly rows: readonly Button[] }
  readonly links?: readonly Button[]
  readonly files?: readonly ShownFile[]
  readonly isEdited?: boolean
  /** In which language a voice says it, as a BCP 47 tag. */
  readonly language?: string
}

/** `isAway`: she blocked the desk, does not follow it, or has hung up. `menu`: the one at the foot of the chat. */
export type Screen = { readonly who: string; readonly bubbles: readonly Bubble[]; readonly isAway: boolean; readonly menu: readonly string[]; readonly toast: string | null }

export const action = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), text: z.string().trim().min(1).max(10_000), subject: z.string().max(200).optional() }),
  z.object({ do: z.literal('tap'), key: z.string().min(1).max(400) }),
  z.object({ do: z.literal('send'), what: z.enum(['photo', 'voice', 'place', 'document']) }),
  z.object({ do: z.literal('poster'), code: z.string().regex(/^[\w-]{1,64}$/) }),
  z.object({ do: z.literal('menu'), name: z.string().max(60) }),
  z.object({ do: z.literal('press'), key: z.string().regex(/^[\d*#]$/) }),
  z.object({ do: z.enum(['leave', 'return', 'newcomer', 'open', 'wait']) }),
])
export type Action = z.infer<typeof action>

/** `limit` and `token` may pass by themselves, as on the platform; the others last until `none`. */
export const FAULTS = ['none', 'limit', 'down', 'token', 'slow'] as const
export type FaultName = (typeof FAULTS)[number]

export type Phone = {
  readonly screen: () => Screen
  /** @throws Refused */
  readonly act: (action: Action) => Promise<void>
  /** @throws Refused where the channel has no such fault */
  readonly fault: (name: FaultName) => void
}

/** What this app cannot do, or not now: told to whoever plays, in Italian. */
export class Refused extends Error {
  constructor(words: string) {
    super(words)
    this.name = 'Refused'
  }
}

/** Milliseconds that a slow provider takes. */
export const SLOW = 4_000
/** How many messages a screen shows. */
export const MOST = 80

/** What an emulated provider that is asked over HTTP can do wrong. */
type HttpFaults = { readonly clear: () => void; readonly rateLimit: () => void; readonly htmlError: (status: 502, fault: { readonly times: number }) => void; readonly tokenExpired: () => void; readonly slow: (milliseconds: number, fault: { readonly times: number }) => void }

/** Only what the desk sends: what is written to it goes on arriving. */
export function fail(faults: HttpFaults, name: FaultName): void {
  faults.clear()
  const times = Infinity
  if (name === 'limit') faults.rateLimit()
  if (name === 'down') faults.htmlError(502, { times })
  if (name === 'token') faults.tokenExpired()
  if (name === 'slow') faults.slow(SLOW, { times })
}
