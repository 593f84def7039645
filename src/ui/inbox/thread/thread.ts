import { ifSignedOut } from '../expired.ts'
import { fetchThread } from '../net/api.ts'
import { get, say, set } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'
import { arrivedIn, merge, prepend } from './merge.ts'

const CALM_MS = 200
const LONGEST_SPOKEN = 200

let soon: ReturnType<typeof setTimeout> | undefined
/** Changed while nobody could see it: reading is logged, so it is read again only when somebody looks. */
let missed = false

export async function loadThread(id: string): Promise<void> {
  set({ open: id, threadTrouble: null })
  try {
    const thread = await fetchThread(id)
    if (get().open !== id) return
    set({ thread })
  } catch (error) {
    if (get().open === id && !ifSignedOut(error)) set({ thread: null, threadTrouble: t('thread.failed', { reason: reasonOf(error) }) })
  }
}

/** Asks for the open conversation again and takes over only what changed. */
export async function refreshThread(): Promise<void> {
  const { open } = get()
  if (open === null) return
  const newest = await fetchThread(open).catch((error: unknown) => void ifSignedOut(error))
  const { thread } = get()
  if (!newest || get().open !== open) return
  if (thread?.summary.id !== open) {
    set({ thread: newest, threadTrouble: null })
    return
  }
  for (const entry of arrivedIn(thread, newest))
    say(t('thread.arrived', { text: (entry.mine ?? entry.text).slice(0, LONGEST_SPOKEN) }), 'heard')
  set({ thread: merge(thread, newest), threadTrouble: null })
}

/** null: anything may have changed. */
export function threadChanged(conversation: string | null): void {
  if (conversation !== null && conversation !== get().open) return
  if (document.hidden) {
    missed = true
    return
  }
  clearTimeout(soon)
  soon = setTimeout(() => void refreshThread(), CALM_MS)
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden || !missed) return
  missed = false
  void refreshThread()
})

export async function showOlder(): Promise<void> {
  const { thread } = get()
  if (!thread || thread.older === null) return
  const id = thread.summary.id
  try {
    const page = await fetchThread(id, thread.older)
    const now = get().thread
    if (now?.summary.id === id) set({ thread: prepend(now, page) })
  } catch (error) {
    if (!ifSignedOut(error)) say(t('done.failed', { reason: reasonOf(error) }), 'bad')
  }
}
