import { FetchRefused } from '../channel.ts'
import type { Attachment } from './bot.ts'

/** Milliseconds and number for which the way to a file is kept. */
const KEPT = 6 * 3_600_000
const MOST = 500

type Way = () => Promise<Attachment>
export type Attachments = { readonly keep: (id: string, way: Way) => void; readonly fetch: (id: string) => Promise<AsyncIterable<Uint8Array>> }

/** Only the login under which a file came can give it, so the ways to files live as long as this process. */
export function createAttachments(now: () => number): Attachments {
  const ways = new Map<string, { readonly way: Way; readonly until: number }>()
  const sweep = (): void => {
    for (const [id, { until }] of ways) {
      if (until > now() && ways.size <= MOST) return
      ways.delete(id)
    }
  }
  return {
    keep(id, way) {
      ways.delete(id)
      ways.set(id, { way, until: now() + KEPT })
      sweep()
    },
    async fetch(id) {
      sweep()
      const kept = ways.get(id)
      if (kept === undefined) throw new FetchRefused('The login under which she sent the file is over.')
      return (await kept.way().catch(() => { throw new Error('WeChat did not give the file.') })).bytes
    },
  }
}
