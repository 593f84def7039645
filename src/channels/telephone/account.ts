import { z } from 'zod'
import { accountReader } from '../account.ts'

/** `tag`: the language as this voice calls it (`cmn-CN`); null: its name says it. */
export type Voice = { readonly tag: string | null; readonly name: string }

/** A number that people ring, and who answers it for the desk. */
export type TelephoneAccount = {
  readonly provider: 'twilio' | 'jambonz'
  /** E.164. */
  readonly number: string
  /** Signs what the provider brings. Never logged, stored or shown. */
  readonly secret: string
  /** What the provider's signatures and our own addresses begin with: never what a request says of itself. */
  readonly publicUrl: string
  /** E.164: where a call is put through while somebody is there; null: she is called back. */
  readonly transferTo: string | null
  /** Who turns speech into text; null: keys only. */
  readonly speechProcessor: string | null
  /** The provider's voice for a language; where there is none it chooses. */
  readonly voices: Readonly<Record<string, Voice>>
}

const NUMBER = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a plus, the country and the number, without spaces').optional()

export const telephoneAccount = accountReader({
  shape: {
    VOICE_PROVIDER: z.enum(['twilio', 'jambonz']).optional(),
    VOICE_NUMBER: NUMBER,
    TWILIO_AUTH_TOKEN: z.string().regex(/^[0-9a-fA-F]{32}$/, '32 hexadecimal digits').optional(),
    JAMBONZ_WEBHOOK_SECRET: z.string().min(16, 'at least 16 characters').optional(),
    VOICE_TRANSFER_TO: NUMBER,
    VOICE_SPEECH_PROCESSOR: z.string().min(2).max(60).optional(),
    VOICE_VOICES: z.string().regex(/^[a-z]{2,3}=[\w.:-]{2,60}(?:,[a-z]{2,3}=[\w.:-]{2,60})*$/, 'language=voice, with commas between').optional(),
  },
  cures: {
    VOICE_PROVIDER: 'twilio or jambonz.',
    VOICE_NUMBER: 'Give the number that people ring, for example VOICE_NUMBER=+390550000000.',
    TWILIO_AUTH_TOKEN: 'Copy «Auth Token» from the Twilio console, Account info.',
    JAMBONZ_WEBHOOK_SECRET: 'Copy the webhook secret from the jambonz portal, Account.',
    VOICE_TRANSFER_TO: 'Give the number at which the desk answers, for example VOICE_TRANSFER_TO=+390551234567, or leave it out: people are called back.',
    VOICE_SPEECH_PROCESSOR: 'Name the company that turns speech into text, as callers are told, or leave it out: then only keys are used.',
    VOICE_VOICES: 'For example VOICE_VOICES=zh=Polly.Zhiyu,ar=Polly.Zeina (with the voice’s own name of the language: zh=cmn-CN:Polly.Zhiyu), or leave it out.',
  },
  read(env, publicUrl): TelephoneAccount | null | readonly string[] {
    const { VOICE_PROVIDER: provider, VOICE_NUMBER: number } = env
    if (provider === undefined) return null
    const named = provider === 'twilio' ? 'TWILIO_AUTH_TOKEN' : 'JAMBONZ_WEBHOOK_SECRET'
    const secret = env[named]
    const problems = [
      ...(number === undefined ? ['VOICE_NUMBER: it goes with VOICE_PROVIDER. Give the number that people ring.'] : []),
      ...(secret === undefined ? [`${named}: it goes with VOICE_PROVIDER=${provider}. Without it nobody knows who knocks.`] : []),
      ...(publicUrl === null ? ['VOICE_PROVIDER: a call can only be answered at a PUBLIC_URL. Give it.'] : []),
      ...(number !== undefined && number === env.VOICE_TRANSFER_TO ? ['VOICE_TRANSFER_TO: a call must not be put through to the number that it came to.'] : []),
    ]
    if (number === undefined || secret === undefined || publicUrl === null || problems.length > 0) return problems
    return { provider, number, secret, publicUrl, transferTo: env.VOICE_TRANSFER_TO ?? null, speechProcessor: env.VOICE_SPEECH_PROCESSOR ?? null, voices: voicesOf(env.VOICE_VOICES ?? '') }
  },
})

const voicesOf = (list: string): Record<string, Voice> => Object.fromEntries([...list.matchAll(/([a-z]+)=(?:([\w-]+):)?([\w.-]+)/g)].map(([, language, tag, name]) => [language, { tag: tag ?? null, name }]))
