import type { Changed } from '../../../web/contract/inbox.ts'
import type { Link } from '../state.ts'

type Hears = { changed: (change: Changed) => void; link: (link: Link) => void; refused: () => void }

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** Follows the desk. The browser reconnects by itself after a cut; after a refusal it does not, so this does. */
export function follow({ changed, link, refused }: Hears): () => void {
  let source: EventSource | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let pause = FIRST_PAUSE_MS

  const connect = (): void => {
    clearTimeout(again)
    source?.close()
    source = new EventSource('/api/inbox/live')
    source.addEventListener('changed', (event) => changed(JSON.parse((event as MessageEvent<string>).data) as Changed))
    source.onopen = () => {
      pause = FIRST_PAUSE_MS
      link('live')
    }
    source.onerror = lost
  }
  const lost = (): void => {
    link(navigator.onLine ? 'reconnecting' : 'offline')
    if (source?.readyState !== EventSource.CLOSED) return
    refused()
    again = setTimeout(connect, pause)
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
  }
  const gone = (): void => link('offline')

  addEventListener('online', connect)
  addEventListener('offline', gone)
  connect()
  return () => {
    clearTimeout(again)
    removeEventListener('online', connect)
    removeEventListener('offline', gone)
    source?.close()
  }
}
