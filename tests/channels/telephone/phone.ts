import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Accepted, Channel, Failed, Incoming, Inlet, Kept, Part, Spoken } from '../../../src/channels/channel.ts'
import type { TelephoneOptions } from '../../../src/channels/telephone/telephone.ts'
import { type Caller, type FakeTelephone, type ProviderName, startTelephone } from '../../emulators/telephone/index.ts'
import { inletOf, recipientOf, sendingOf } from '../../support/channels.ts'
import { ROOT } from '../../support/pizzeria.ts'
import { lineOf } from '../../support/telephone.ts'

/** What the desk says to one thing; nothing: it says nothing. */
export type Says = { readonly text?: string; readonly labels?: readonly (string | readonly [id: string, label: string])[]; readonly spoken?: Partial<Spoken>; readonly language?: string; readonly by?: 'bot' | 'operator'; readonly person?: Kept['person'] }
export type Answer = (message: Incoming, nth: number) => Says | Promise<Says>

const words = new Map(['it', 'zh', 'en', 'es', 'fr', 'ar'].map((language) => [language, JSON.parse(readFileSync(join(ROOT, 'locales', language, 'channels.json'), 'utf8')) as Record<string, unknown>]))

/** The channel's own words, as they are shipped. */
export const text = (key: string, language = 'it'): string =>
  String(key.replace('channels:', '').split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], words.get(language)) ?? key)

export const partOf = ({ text: said = 'Di che cosa ha bisogno?', labels = [], spoken = {} }: Says): Part => ({
  kind: 'text', text: said, list: null, buttons: labels.map((l, i) => (typeof l === 'string' ? { id: `m1.1.abcd:o${i + 1}`, label: l } : { id: `m1.1.abcd:${l[0]}`, label: l[1] })),
  spoken: { expects: null, documents: 0, unread: false, ...spoken },
})

export type Phone = {
  readonly fake: FakeTelephone; readonly channel: Channel; readonly she: Caller; readonly heard: Incoming[]; readonly sent: (Accepted | Failed)[]
  /** The desk says something by itself. */
  readonly say: (says: Says, who?: Caller) => Promise<Accepted | Failed>
  readonly last: () => string
}

/** A number in front of a desk that answers as the test says. */
export async function phone(provider: ProviderName, answer: Answer, options: Partial<TelephoneOptions> = {}, part: Partial<Inlet> = {}): Promise<Phone & { readonly close: () => Promise<void> }> {
  const fake = startTelephone({ provider })
  const heard: Incoming[] = []
  const sent: (Accepted | Failed)[] = []
  const known = new Set<string>()
  const send = (says: Says, address: string): Promise<Accepted | Failed> => channel.send(recipientOf('telephone', fake.number, address), partOf(says), sendingOf({ language: says.language ?? 'it', by: says.by ?? 'bot' }))
  const inlet = inletOf(async (message) => {
    if (known.has(message.externalId ?? '')) return { answers: false }
    heard.push(message)
    const says = await answer(message, heard.length)
    known.add(message.externalId ?? '')
    const answers = says.text !== undefined || says.labels !== undefined
    if (answers) setImmediate(async () => sent.push(await send(says, message.from.address)))
    return { answers, person: says.person ?? null }
  }, { text, languages: [...words.keys()], ...part })
  const { channel, close } = await lineOf(fake, inlet, options)
  const she = fake.caller()
  return { fake, channel, she, heard, sent, close, say: (says, who = she) => send(says, who.number), last: () => she.lately.map((s) => s.text).join('\n') }
}

/** What the desk was told, in short. */
export const told = ({ heard }: Phone): string[] => heard.map(({ content: c }) => (c.kind === 'picked' ? `${c.menu}:${c.option}` : c.kind === 'wrote' ? `«${c.text}»` : c.kind))
