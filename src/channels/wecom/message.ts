import { z } from 'zod'

/** One of `msg_list`: https://developer.work.weixin.qq.com/document/path/94670 . What its kind carries stands under the kind's own name. */
export const Message = z.looseObject({
  msgid: z.string().min(1).max(128),
  send_time: z.number().int().nonnegative(),
  origin: z.number().int(),
  msgtype: z.string().min(1).max(40),
  open_kfid: z.string().optional(),
  external_userid: z.string().optional(),
})
export type Message = z.infer<typeof Message>

/** Who sent it. */
export const ORIGIN = { she: 3, event: 4, person: 5 } as const

/** How WeCom names people. */
export const isPerson = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{6,64}$/.test(id)
