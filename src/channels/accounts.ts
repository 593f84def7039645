import type { z } from 'zod'
import { mailAccount } from './mail/account.ts'
import { telegramAccount } from './telegram/account.ts'
import { telephoneAccount } from './telephone/account.ts'
import { whatsappAccount } from './whatsapp/account.ts'
import { whatsappWebAccount } from './whatsapp-web/account.ts'
import { wechatAccount } from './wechat/account.ts'
import { wecomAccount } from './wecom/account.ts'
import { wechatyAccount } from './wechaty/account.ts'

/** How every channel is named in the environment: one line each. Loads no channel's library. */
const readers = { telegram: telegramAccount, mail: mailAccount, wechat: wechatAccount, wecom: wecomAccount, whatsapp: whatsappAccount, wechaty: wechatyAccount, 'whatsapp-web': whatsappWebAccount, telephone: telephoneAccount } as const

/** The variables of all channels, and what to do about a wrong one. */
export const accountShape = { ...telegramAccount.shape, ...mailAccount.shape, ...wechatAccount.shape, ...wecomAccount.shape, ...whatsappAccount.shape, ...wechatyAccount.shape, ...whatsappWebAccount.shape, ...telephoneAccount.shape }
export const accountCures: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(readers).map((r) => r.cures))

type AccountOf<R> = R extends { readonly read: (...given: never[]) => infer Read } ? Exclude<Read, readonly string[]> : never

/** Accounts of the desk; null: the desk does not have the channel. Hold secrets: never logged. */
export type Accounts = { readonly [Name in keyof typeof readers]: AccountOf<(typeof readers)[Name]> }

/** All accounts, or all that is missing or contradictory. */
export function readAccounts(env: z.infer<z.ZodObject<typeof accountShape>>, publicUrl: string | null): { readonly accounts: Accounts; readonly problems: readonly string[] } {
  const read = Object.entries(readers).map(([name, reader]) => [name, reader.read(env, publicUrl)] as const)
  const problems = read.flatMap(([, account]) => (isProblem(account) ? account : []))
  return { accounts: Object.fromEntries(read) as Accounts, problems }
}

const isProblem = (account: unknown): account is readonly string[] => Array.isArray(account)
