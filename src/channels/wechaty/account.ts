import { z } from 'zod'
import { accountReader } from '../account.ts'

/** A personal WeChat account, reached as a phone or a browser would. */
export type WechatyAccount = {
  /** The package that speaks WeChat’s protocol. */
  readonly puppet: string
  /** What some puppets’ own servers ask for: never logged, stored or shown. */
  readonly token: string | null
}

const cures = {
  WECHATY_PUPPET: 'Give the name of the puppet’s package, for example wechaty-puppet-wechat4u, and install it.',
  WECHATY_PUPPET_TOKEN: 'Copy it from whoever runs the puppet’s server, or leave it out: most puppets have none.',
  WECHATY_CONFIRM_UNOFFICIAL: 'Tencent knows nothing of this way in, and closes accounts that use it. Use an official account (WECHAT_APP_ID) instead, or say that you know it: WECHATY_CONFIRM_UNOFFICIAL=yes.',
}

export const wechatyAccount = accountReader({
  shape: {
    WECHATY_PUPPET: z.string().regex(/^(?:@[a-z0-9][a-z0-9._-]*\/)?wechaty-puppet-[a-z0-9-]+$/, 'this is not the name of a puppet').optional(),
    WECHATY_PUPPET_TOKEN: z.string().min(1).max(500).optional(),
    WECHATY_CONFIRM_UNOFFICIAL: z.string().optional(),
  },
  cures,
  read({ WECHATY_PUPPET: puppet, WECHATY_PUPPET_TOKEN: token = null, WECHATY_CONFIRM_UNOFFICIAL: confirmed }): WechatyAccount | null | readonly string[] {
    if (puppet === undefined) return token === null && confirmed === undefined ? null : [`WECHATY_PUPPET is missing, and wechaty needs it. ${cures.WECHATY_PUPPET}`]
    return confirmed === 'yes' ? { puppet, token } : [`WECHATY_CONFIRM_UNOFFICIAL is not yes. ${cures.WECHATY_CONFIRM_UNOFFICIAL}`]
  },
})
