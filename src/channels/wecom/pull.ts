import { setTimeout as wait } from 'node:timers/promises'
import type { Failed, Inlet, Stop } from '../channel.ts'
import type { Api } from '../tencent/api.ts'
import type { Message } from './message.ts'
import { readPage } from './page.ts'

/** Pauses after a failure, as shares of the channel's patience: from a second to a minute. */
const SHORTEST = 1 / 30
const LONGEST = 2
/** Milliseconds for which a callback's token is good. */
const TOKEN_LIFE = 600_000

export type Pace = { readonly patience: number; /** Milliseconds after which WeCom is asked although it did not knock. */ readonly idle: number; readonly now: () => number }
export type Pull = { /** WeCom knocked: there is something, and with this token it may be asked for. */ readonly ring: (token: string | null) => void; readonly stop: Stop }
/** `apiUntil`: whose calls end with the signal. */
type Work = { readonly apiUntil: (stop: AbortSignal) => Api; readonly openKfId: string; readonly begin: () => Promise<void>; readonly keep: (page: readonly Message[]) => Promise<void> }

/** WeCom did not give a page. */
class NotGiven extends Error {
  readonly failed: Failed
  constructor(failed: Failed) {
    super(failed.explain)
    this.failed = failed
  }
}

/** Asks for messages whenever WeCom knocks, and every so often without; one page after the other. The cursor moves on only after all of a page was kept. */
export function pull({ apiUntil, openKfId, begin, keep }: Work, inlet: Inlet, { patience, idle, now }: Pace): Pull {
  const key = `cursor ${openKfId}`
  const stopped = new AbortController()
  const api = apiUntil(stopped.signal)
  let token: { readonly text: string; readonly until: number } | null = null
  let rung = false
  let wake = (): void => {}
  const sleep = (ms: number): Promise<void> => new Promise((done) => {
    const timer = setTimeout(done, ms)
    wake = () => {
      clearTimeout(timer)
      done()
    }
    if (stopped.signal.aborted) wake()
  })

  const page = async (): Promise<boolean> => {
    const cursor = await inlet.cursor.get(key)
    const given = await readPage(api, { openKfId, cursor, token: token !== null && token.until > now() ? token.text : null })
    if ('failed' in given) throw new NotGiven(given.failed)
    inlet.reading(openKfId, null)
    if (given.unreadable > 0) inlet.log.warn({ channel: 'wecom', messages: given.unreadable }, 'messages without a known shape were dropped')
    await keep(given.messages)
    if (given.next === cursor) return false
    await inlet.cursor.set(key, given.next)
    return given.hasMore
  }
  const round = async (): Promise<void> => {
    await begin()
    while (!stopped.signal.aborted && (await page()));
  }
  /** Milliseconds to wait. Whoever does not answer once is not away yet. */
  const after = (error: unknown, pause: number): number => {
    if (stopped.signal.aborted) return 0
    const failed = error instanceof NotGiven ? error.failed : null
    inlet.log.warn({ channel: 'wecom', explain: failed?.explain ?? (error instanceof Error ? error.name : 'unknown') }, 'messages could not be fetched or kept; trying again')
    if (failed?.kind === 'pause' || (failed?.kind === 'away' && pause > patience * SHORTEST)) inlet.reading(openKfId, failed)
    return failed?.kind === 'retry' && failed.retryAt !== null ? Math.max(pause, Date.parse(failed.retryAt) - now()) : pause
  }
  const loop = async (): Promise<void> => {
    let pause = patience * SHORTEST
    while (!stopped.signal.aborted) {
      rung = false
      const late = await round().then(() => null, (error: unknown) => after(error, pause))
      pause = late === null ? patience * SHORTEST : Math.min(patience * LONGEST, pause * 2)
      if (late !== null) await wait(late, undefined, { signal: stopped.signal }).catch(() => {})
      else if (!rung) await sleep(idle)
    }
  }
  const done = loop()
  return {
    ring(text) {
      if (text !== null) token = { text, until: now() + TOKEN_LIFE }
      rung = true
      wake()
    },
    async stop() {
      stopped.abort()
      wake()
      await done
    },
  }
}
