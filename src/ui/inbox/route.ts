import { get, set } from './state.ts'
import { loadThread } from './thread/thread.ts'

const BASE = '/inbox/'

export const addressOf = (id: string): string => BASE + encodeURIComponent(id)

const idInAddress = (): string | null => decodeURIComponent(location.pathname.slice(BASE.length)) || null

/** The address names the conversation, so that a reload, a bookmark and the back button find it. */
export async function openConversation(id: string): Promise<void> {
  if (id !== idInAddress()) history.pushState({ inside: true }, '', addressOf(id))
  set({ personOpen: false })
  await loadThread(id)
}

export function closeConversation(): void {
  if ((history.state as { inside?: true } | null)?.inside) history.back()
  else {
    history.replaceState(null, '', BASE)
    shut()
  }
}

const shut = (): void => set({ open: null, thread: null, threadTrouble: null, personOpen: false })

export async function openedByAddress(): Promise<void> {
  const id = idInAddress()
  if (id !== null) await loadThread(id)
}

export function watchRoute(): void {
  addEventListener('popstate', () => {
    if (get().phase !== 'inside') return
    const id = idInAddress()
    if (id === null) shut()
    else void loadThread(id)
  })
}
