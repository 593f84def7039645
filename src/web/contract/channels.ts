import { z } from 'zod'

/** How the channels do: `GET /api/inbox/channels`; `POST /api/inbox/channels/:channel/pause|resume|check|test`, for supervisors and admins. */

export const ChannelShown = z.object({
  channel: z.string(),
  name: z.string(),
  /** `works`: nothing is known against it. `trouble`: its provider refuses it or cannot be reached. `paused`: an operator stopped what is sent. */
  state: z.enum(['works', 'trouble', 'paused']),
  lastInAt: z.string().nullable(),
  lastOutAt: z.string().nullable(),
  /** What its provider said last, `cure` in the operator's language. */
  trouble: z.object({ at: z.string(), explain: z.string(), cure: z.string() }).nullable(),
  paused: z.object({ at: z.string(), by: z.string() }).nullable(),
  /** The kind of data that it may carry, in words. */
  data: z.string(),
  canCheck: z.boolean(),
  /** False: its provider has no agreement with the desk. */
  official: z.boolean(),
  /** What must be scanned to connect it, as the address of a picture; null: nothing, or not by whoever asks. */
  pairing: z.string().nullable(),
})
export const ChannelList = z.object({ items: z.array(ChannelShown), mayChange: z.boolean() })
export const TestMessage = z.object({ to: z.string().trim().min(1).max(200) })
/** What came of asking the provider, or of a test message, in words. */
export const Tried = z.object({ ok: z.boolean(), words: z.string(), list: ChannelList })

export type ChannelShown = z.infer<typeof ChannelShown>
export type ChannelList = z.infer<typeof ChannelList>
export type Tried = z.infer<typeof Tried>
