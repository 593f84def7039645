import { z } from 'zod'
import { accountReader } from '../account.ts'

/** A business telephone number on Meta's Cloud API. */
export type WhatsAppAccount = {
  /** Of a system user, with whatsapp_business_messaging: never logged, stored or shown. */
  readonly token: string
  /** Meta's id of the number, not the number itself. */
  readonly phoneNumberId: string
  /** What webhooks are signed with. */
  readonly appSecret: string
  /** What Meta says once, when the address of the webhook is registered. */
  readonly verifyToken: string
  readonly apiRoot: string
  /** The approved template that says that an answer waits; `languages`: ours to Meta's, for those in which it is approved. */
  readonly template: { readonly name: string; readonly languages: ReadonlyMap<string, string> } | null
}

const LANGUAGES = /^[a-z]{2,3}(?:-[A-Za-z]+)?=[a-z]{2,3}(?:_[A-Za-z]{2,4})?(?:,[a-z]{2,3}(?:-[A-Za-z]+)?=[a-z]{2,3}(?:_[A-Za-z]{2,4})?)*$/

const shape = {
  WHATSAPP_TOKEN: z.string().regex(/^[\w.|-]{20,1000}$/, 'this is not an access token').optional(),
  WHATSAPP_PHONE_NUMBER_ID: z.string().regex(/^\d{5,30}$/, 'digits only').optional(),
  WHATSAPP_APP_SECRET: z.string().regex(/^[0-9a-f]{16,128}$/i, 'this is not an app secret').optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().regex(/^[\w-]{16,256}$/, '16 to 256 letters, digits, _ and -').optional(),
  WHATSAPP_API_ROOT: z.url({ protocol: /^https?$/ }).default('https://graph.facebook.com/v23.0'),
  WHATSAPP_TEMPLATE: z.string().regex(/^[a-z0-9_]{1,512}$/, 'lower-case letters, digits and _').optional(),
  WHATSAPP_TEMPLATE_LANGUAGES: z.string().regex(LANGUAGES, 'ours=theirs, with commas').default('it=it'),
}

const NEEDED = ['WHATSAPP_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'] as const

const cures = {
  WHATSAPP_TOKEN: 'Make one in Meta Business Settings, System users: permissions whatsapp_business_messaging and whatsapp_business_management, without an end.',
  WHATSAPP_PHONE_NUMBER_ID: 'Copy «Phone number ID» from the app’s WhatsApp page, API Setup: it is not the telephone number.',
  WHATSAPP_APP_SECRET: 'Copy «App secret» from the app’s page, Settings, Basic.',
  WHATSAPP_VERIFY_TOKEN: 'Make one up, for example with: openssl rand -hex 32, and write the same on the app’s WhatsApp page, Configuration.',
  WHATSAPP_API_ROOT: 'Leave it out, or give another version, for example https://graph.facebook.com/v23.0.',
  WHATSAPP_TEMPLATE: 'Give the name of an approved utility template without parameters, or leave it out.',
  WHATSAPP_TEMPLATE_LANGUAGES: 'Give the languages in which the template is approved, ours=theirs, for example it=it,zh=zh_CN,en=en.',
}

export const whatsappAccount = accountReader({
  shape, cures,
  read(env, publicUrl): WhatsAppAccount | null | readonly string[] {
    const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken } = env
    if (NEEDED.every((name) => env[name] === undefined)) return null
    if (token === undefined || phoneNumberId === undefined || appSecret === undefined || verifyToken === undefined) {
      return NEEDED.filter((name) => env[name] === undefined).map((name) => `${name} is missing, and WhatsApp needs it. ${cures[name]}`)
    }
    if (publicUrl === null) return ['WHATSAPP_TOKEN: WhatsApp can only knock at a PUBLIC_URL. Give it, with https.']
    const name = env.WHATSAPP_TEMPLATE
    const template = name === undefined ? null : { name, languages: languagesOf(env.WHATSAPP_TEMPLATE_LANGUAGES) }
    return { token, phoneNumberId, appSecret, verifyToken, apiRoot: env.WHATSAPP_API_ROOT.replace(/\/+$/, ''), template }
  },
})

const languagesOf = (list: string): ReadonlyMap<string, string> => new Map(list.split(',').map((pair) => pair.split('=') as [string, string]))
