import type { Timer } from '../store/store.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'
import type { Deliver } from './deliver.ts'
import type { Fetches } from './fetches.ts'

const TIMERS = 100

/** Time becomes inputs: facts that changed, overdue calls, parts to send again, words to erase. One pass; the caller repeats it. One stage that fails stops no other. */
export const createTick = (ports: Ports, receive: Receive, deliver: Deliver, fetches: Fetches) => {
  const safely = async (stage: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      ports.log.error({ stage, error: String(error).slice(0, 200) }, 'a tick failed')
    }
  }
  const timer = async ({ id, conversation, reason }: Timer): Promise<void> => {
    await receive.inside({ conversation, externalId: null, content: { kind: 'waited', timer: id.slice(id.indexOf(':') + 1), reason } })
    await ports.store.dropTimer(id)
  }
  return async (): Promise<void> => {
    const now = ports.clock.now()
    ports.background.wake()
    await safely('facts', ports.refresh)
    await safely('timers', async () => {
      for (const due of await ports.store.dueTimers(now, TIMERS)) await safely('timer', () => timer(due))
    })
    await safely('deliver', deliver.sweep)
    await safely('fetch', fetches.sweep)
    await safely('erase', async () => {
      const expired = await ports.store.expire(now)
      await ports.files.forget(expired.files)
      if (expired.conversations > 0) ports.log.info({ conversations: expired.conversations, files: expired.files.length }, 'erased what was past its time')
    })
  }
}
