import type { ChatMessage, ChatState } from '../../../web/contract/chat.ts'
import { refusal, streamEvents } from './api.ts'
import { frames, type Frame } from './sse.ts'

const SILENCE_MS = 45_000
const FIRST_WORD_MS = 10_000
const HELD_MS = 20_000

export type Heard = { messages: readonly ChatMessage[]; state: ChatState | null }
/** `held`: it lived long enough to be trusted again. */
type Ended = { held: boolean; retry: number | null }

const read = (frame: Frame): Heard =>
  frame.event === 'state' ? { messages: [], state: JSON.parse(frame.data) } : { messages: [JSON.parse(frame.data)], state: null }

/** Follows the stream until it ends, falls silent or is stopped. Throws only when it could not be opened. */
export async function stream(after: number, stop: AbortSignal, heard: (what: Heard) => void): Promise<Ended> {
  const control = new AbortController()
  const abort = () => control.abort()
  stop.addEventListener('abort', abort)
  let watch = setTimeout(abort, FIRST_WORD_MS)
  const opened = Date.now()
  let spoke = false
  const parser = frames((frame) => (frame.event === 'message' || frame.event === 'state') && heard(read(frame)))
  try {
    const response = await streamEvents(after, control.signal)
    if (!response.ok) throw await refusal(response.status, await response.text())
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = (await reader?.read().catch(() => null)) ?? { done: true, value: undefined }
      if (done || !value) return { held: spoke && Date.now() - opened > HELD_MS, retry: parser.retry() }
      spoke = true
      clearTimeout(watch)
      watch = setTimeout(abort, SILENCE_MS)
      parser.push(decoder.decode(value, { stream: true }))
    }
  } finally {
    clearTimeout(watch)
    stop.removeEventListener('abort', abort)
  }
}
