import { uuid } from '../../chat/uuid.ts'
import { ifSignedOut } from '../expired.ts'
import { act } from '../net/api.ts'
import { loadQueue } from '../queue/queue.ts'
import { get, type Later, say, set } from '../state.ts'
import { refreshThread } from '../thread/thread.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'

/** How long an action can be taken back. */
export const GRACE_MS = 10_000

const timers = new Map<string, ReturnType<typeof setTimeout>>()

/** The desk hears of it only when the time is up: until then nothing has happened, so undoing is certain. */
export async function doLater(action: Omit<Later, 'id' | 'until'>): Promise<void> {
  await flushFor(action.conversation)
  const later = { ...action, id: uuid(), until: Date.now() + GRACE_MS }
  set({ later: [...get().later, later] })
  timers.set(
    later.id,
    setTimeout(() => void run(later), GRACE_MS),
  )
  say(`${later.soon(GRACE_MS / 1000)} ${t('done.undo-hint')}`, 'heard')
}

function take({ id }: Later): boolean {
  clearTimeout(timers.get(id))
  return timers.delete(id)
}

const remove = ({ id }: Later): void => set({ later: get().later.filter((one) => one.id !== id) })

export function undo(later: Later | undefined = get().later.at(-1)): void {
  if (!later || !take(later)) return
  remove(later)
  say(t('done.undone'))
}

async function run(later: Later): Promise<void> {
  if (!take(later)) return
  try {
    await act(later.conversation, later.name, later.body)
    say(later.done())
  } catch (error) {
    if (!ifSignedOut(error)) say(t('done.failed', { reason: reasonOf(error) }), 'bad')
  } finally {
    remove(later)
  }
  await Promise.all([loadQueue({ apply: true }), get().open === later.conversation ? refreshThread() : null])
}

/** Before another action on the same conversation: first things first. */
export const flushFor = async (conversation: string): Promise<void> => {
  for (const later of get().later) if (later.conversation === conversation) await run(later)
}

export const flushAll = async (): Promise<void> => {
  for (const later of get().later) await run(later)
}

/** The page goes: no more time to change one's mind, and no answer to wait for. */
export function watchLeaving(): void {
  addEventListener('pagehide', () => {
    for (const later of get().later) if (take(later)) void act(later.conversation, later.name, later.body, true).catch(() => null)
    set({ later: [] })
  })
}
