import { z } from 'zod'
import { accountReader } from '../account.ts'

/** A bot. */
export type TelegramAccount = {
  /** From @BotFather: `123456:AA…`. Also part of every file's address: never logged, stored or shown. */
  readonly token: string
  /** Where the Bot API is; a local server for tests and for large files. */
  readonly apiRoot: string
  /** With both, Telegram knocks at `publicUrl`; else the desk asks. */
  readonly webhook: { readonly publicUrl: string; readonly secret: string } | null
}

export const telegramAccount = accountReader({
  shape: {
    TELEGRAM_BOT_TOKEN: z.string().regex(/^\d{5,}:[\w-]{20,}$/, 'this is not a bot’s token').optional(),
    TELEGRAM_WEBHOOK_SECRET: z.string().regex(/^[\w-]{16,256}$/, '16 to 256 letters, digits, _ and -').optional(),
    TELEGRAM_API_ROOT: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
  },
  cures: {
    TELEGRAM_BOT_TOKEN: 'Copy it from @BotFather: digits, a colon, letters.',
    TELEGRAM_WEBHOOK_SECRET: 'Make one up, for example with: openssl rand -hex 32',
    TELEGRAM_API_ROOT: 'Leave it out for Telegram’s own servers, or give the address of a local Bot API server.',
  },
  read({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_API_ROOT: apiRoot }, publicUrl): TelegramAccount | null | readonly string[] {
    if (secret !== undefined && publicUrl === null) return ['TELEGRAM_WEBHOOK_SECRET: Telegram can only knock at a PUBLIC_URL. Give it, or leave the secret out: the desk then asks Telegram for messages.']
    return token === undefined ? null : { token, apiRoot, webhook: secret !== undefined && publicUrl !== null ? { publicUrl, secret } : null }
  },
})
