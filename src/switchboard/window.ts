import type { Window } from '../channels/channel.ts'
import type { Instant } from '../core/ids.ts'
import type { OpenWindow } from '../core/window.ts'
import { later } from './backoff.ts'

/** What may be sent after she wrote, or made an event. A small window never takes the place of a larger one that is still open. */
export function opened({ for: lasts, most, afterEvent }: Window, now: Instant, before: OpenWindow | null, isEvent: boolean): OpenWindow {
  if (!isEvent || afterEvent === null) return { until: later(now, lasts), left: most }
  const small = { until: later(now, afterEvent.for), left: afterEvent.most }
  return before !== null && before.until > small.until && isOpen(before, now) ? before : small
}

export const isOpen = (window: OpenWindow | null, now: Instant): boolean => window !== null && window.until > now && (window.left === null || window.left > 0)
