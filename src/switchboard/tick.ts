import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'
import type { Deliver } from './deliver.ts'

const TIMERS = 100

/** Time becomes inputs: overdue calls, parts to send again, words to erase. One pass; the caller repeats it. */
export const createTick = (ports: Ports, receive: Receive, deliver: Deliver, forgetFiles: (ids: readonly string[]) => Promise<void>) => async (): Promise<void> => {
  const now = ports.clock.now()
  for (const timer of await ports.store.dueTimers(now, TIMERS)) {
    const call = timer.id.slice(timer.id.indexOf(':') + 1)
    await receive.inside({ conversation: timer.conversation, externalId: null, content: { kind: 'waited', timer: call, reason: timer.reason } })
    await ports.store.dropTimer(timer.id)
  }
  await deliver.sweep()
  const expired = await ports.store.expire(now)
  await forgetFiles(expired.files)
  if (expired.conversations > 0) ports.log.info({ conversations: expired.conversations, files: expired.files.length }, 'erased what was past its time')
}
