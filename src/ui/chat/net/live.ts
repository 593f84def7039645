import type { Link } from '../state.ts'
import { fetchEvents, isSessionLost } from './api.ts'
import { backoff, pauses } from './pause.ts'
import { stream, type Heard } from './stream.ts'

const POLL_MS = 4000
const POLLS_BEFORE_STREAM = 15
const REPLY_MS = 3000

type Hooks = {
  after(): number
  heard(what: Heard): void
  link(state: Link): void
  lost(): void
}

/** Keeps the page up to date: a stream while one can be held, else a question every four seconds. */
export function follow(hooks: Hooks) {
  const stop = new AbortController()
  const { pause, wake } = pauses()
  let strikes = 'ReadableStream' in window ? 0 : Number.POSITIVE_INFINITY
  let failures = 0
  let heardAt = 0

  function heard(what: Heard): void {
    heardAt = Date.now()
    failures = 0
    if (!stop.signal.aborted) {
      hooks.link('live')
      hooks.heard(what)
    }
  }

  const poll = async () => heard(await fetchEvents(hooks.after()))

  async function hold(): Promise<void> {
    const ended = await stream(hooks.after(), stop.signal, heard)
    strikes = ended.held ? 0 : strikes + 1
    await pause((ended.retry ?? 1000) * (0.75 + Math.random() / 2))
  }

  async function ask(): Promise<void> {
    for (let round = 0; round < POLLS_BEFORE_STREAM && !stop.signal.aborted; round++) {
      await poll()
      await pause(POLL_MS)
    }
    if (Number.isFinite(strikes)) strikes = 1
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await (strikes < 2 ? hold() : ask())
      } catch (error) {
        if (stop.signal.aborted) return
        if (isSessionLost(error)) return hooks.lost()
        strikes++
        hooks.link(navigator.onLine === false ? 'offline' : 'reconnecting')
        await pause(backoff(failures++))
      }
    }
  }

  /** After something was sent: a proxy that holds the stream back must not hold the answer back. */
  function expectReply(): void {
    const sentAt = Date.now()
    setTimeout(() => heardAt < sentAt && !stop.signal.aborted && void poll().catch(() => {}), REPLY_MS)
  }

  void run()
  /** The phone is back on a network or in her hand: try at once, and trust streams again. */
  function hurry(): void {
    if (Number.isFinite(strikes)) strikes = 0
    wake()
  }

  function end(): void {
    stop.abort()
    wake()
  }

  return { hurry, expectReply, stop: end }
}
