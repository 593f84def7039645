import { existsSync } from 'node:fs'
import { z } from 'zod'
import { accountReader } from '../account.ts'

/** A number on somebody's phone, to which the desk's browser is linked as a further device. */
export type WhatsAppWebAccount = {
  /** Under which name the link is kept, and addresses are told apart. */
  readonly session: string
  /** A path of Chromium. */
  readonly browser: string
  /** A saved copy of the page, in place of the newest one. */
  readonly page: string | null
  /** Milliseconds between two messages. */
  readonly pause: number
}

const USUAL = '/usr/bin/chromium'

const cures = {
  WHATSAPP_WEB_SESSION: 'Make up a name of letters, digits and hyphens, for example WHATSAPP_WEB_SESSION=sportello. Another name asks for another link.',
  WHATSAPP_WEB_BROWSER: `Install Chromium, or give the path of a Chromium or Chrome; without it ${USUAL} is used.`,
  WHATSAPP_WEB_PAGE: 'Leave it out, or give the path of a saved copy of WhatsApp Web’s page that ends in .html.',
  WHATSAPP_WEB_PAUSE_SECONDS: 'Leave it out: one second. Without a pause between messages a number is soon taken for a machine.',
  WHATSAPP_WEB_CONFIRM_UNOFFICIAL: 'Meta knows nothing of this way in, forbids it, and closes numbers that use it. Use the official one (WHATSAPP_TOKEN) instead, or say that you know it: WHATSAPP_WEB_CONFIRM_UNOFFICIAL=yes.',
}

export const whatsappWebAccount = accountReader({
  shape: {
    WHATSAPP_WEB_SESSION: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'letters, digits and hyphens').optional(),
    WHATSAPP_WEB_BROWSER: z.string().min(1).optional(),
    WHATSAPP_WEB_PAGE: z.string().regex(/\.html$/, 'a file that ends in .html').optional(),
    WHATSAPP_WEB_PAUSE_SECONDS: z.coerce.number().min(0).max(60).default(1),
    WHATSAPP_WEB_CONFIRM_UNOFFICIAL: z.string().optional(),
  },
  cures,
  read(env): WhatsAppWebAccount | null | readonly string[] {
    const { WHATSAPP_WEB_SESSION: session, WHATSAPP_WEB_BROWSER: browser = USUAL, WHATSAPP_WEB_PAGE: page = null, WHATSAPP_WEB_PAUSE_SECONDS: seconds, WHATSAPP_WEB_CONFIRM_UNOFFICIAL: confirmed } = env
    if (session === undefined) return confirmed === undefined ? null : [`WHATSAPP_WEB_SESSION is missing, and WhatsApp Web needs it. ${cures.WHATSAPP_WEB_SESSION}`]
    const problems = [
      ...(confirmed === 'yes' ? [] : [`WHATSAPP_WEB_CONFIRM_UNOFFICIAL is not yes. ${cures.WHATSAPP_WEB_CONFIRM_UNOFFICIAL}`]),
      ...(existsSync(browser) ? [] : [`WHATSAPP_WEB_BROWSER: there is no ${browser}. ${cures.WHATSAPP_WEB_BROWSER}`]),
      ...(page === null || existsSync(page) ? [] : [`WHATSAPP_WEB_PAGE: there is no ${page}. ${cures.WHATSAPP_WEB_PAGE}`]),
    ]
    return problems.length > 0 ? problems : { session, browser, page, pause: seconds * 1000 }
  },
})
