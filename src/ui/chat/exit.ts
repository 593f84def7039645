import { isFramed, tellPage } from './frame.ts'
import { forget } from './saved.ts'

/** Leaves nothing behind: storage, the address, and this page's place in the browser's history. */
export function leaveForgetting(): void {
  forget()
  document.title = '\u200b'
  if (isFramed) {
    tellPage('exit')
    return
  }
  history.replaceState(null, '', '/')
  location.replace('about:blank')
}

const TWICE_MS = 1000

/** Escape twice is the quick exit; once it closes the panel when the chat sits in another page. */
export function watchEscape(exit: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY
  function pressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.repeat) return
    const twice = event.timeStamp - last < TWICE_MS
    last = event.timeStamp
    if (twice) exit()
    else if (isFramed && !event.defaultPrevented) tellPage('close')
  }
  addEventListener('keydown', pressed)
  return () => removeEventListener('keydown', pressed)
}
