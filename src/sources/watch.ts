import type { Instant, LocalDate } from '../core/ids.ts'
import type { FullSourceCheck, SourceState, Store } from '../store/store.ts'
import { type Reach, refusalOf } from './address.ts'
import { type Excerpt, excerptOf } from './diff.ts'
import type { Manners } from './get.ts'
import { judge } from './judge.ts'
import { look, type Page } from './look.ts'
import { createPace, type Wait, wait } from './pace.ts'
import { createRobots } from './robots.ts'

export type WatchOptions = {
  readonly store: Pick<Store, 'sourceChecks' | 'sourceCheck' | 'claimSources' | 'saveSourceCheck'>
  readonly reach: Reach
  readonly userAgent: string
  /** Milliseconds between two requests to one host. */
  readonly pause: number
  readonly now: () => { readonly at: Instant; readonly today: LocalDate }
  readonly fetch?: typeof globalThis.fetch
  readonly wait?: Wait
  /** Milliseconds for one request. */
  readonly timeout?: number
}

/** `skipped`: it is no page that we read. `excerpt`: of a changed text. */
export type Result = { readonly url: string; readonly state: SourceState | 'skipped'; readonly explain: string | null; readonly movedTo: string | null; readonly excerpt: Excerpt | null }
export type Counts = { readonly checked: number } & Readonly<Record<'changed' | 'moved' | 'gone' | 'unreachable', number>>

export type Round = {
  readonly pages: readonly Page[]
  /** Also pages that are not due. */
  readonly all: boolean
  readonly signal: AbortSignal
  /** Asked before each page; false ends the round. */
  readonly goesOn?: () => boolean
  readonly tell?: (result: Result) => void
}

const TIMEOUT = 20_000
/** Sites that are asked at the same time. */
const AT_ONCE = 4
/** A claim ends by itself after this, and for each page after that much more, milliseconds: more than the slowest site takes. */
const HOLD = { least: 600_000, each: 180_000 }
const NEVER = '9999-12-31T00:00:00.000Z'

/** Looks at pages and keeps what it found. A page never makes it throw, and no site keeps it from the others; only the store does, and a signal ends it. Rounds at the same time keep one pace. */
export const createWatch = (options: WatchOptions, last = new Map<string, Promise<number>>()) => async ({ pages, all, signal, goesOn = () => true, tell = () => {} }: Round): Promise<Counts> => {
  const { store, reach, pause, now } = options
  const manners: Manners = { reach, userAgent: options.userAgent, fetch: options.fetch ?? globalThis.fetch, pace: createPace(signal, options.wait ?? wait, () => performance.now(), last), timeout: options.timeout ?? TIMEOUT, signal }
  const robotsOf = createRobots(manners, pause)
  const counts = { checked: 0, changed: 0, moved: 0, gone: 0, unreachable: 0 }

  const told = (result: Result): void => {
    if (result.state !== 'skipped') counts.checked++
    if (result.state in counts) counts[result.state as keyof typeof counts]++
    tell(result)
  }

  const checkOne = async (page: Page, until: Instant): Promise<boolean> => {
    const known = await store.sourceCheck(page.url)
    if (known === null) return true
    const begun = now()
    const found = await look({ page, known, robots: await robotsOf(page.url), pause, now: begun.at, today: begun.today }, manners).catch((error: unknown) => {
      signal.throwIfAborted()
      return { kind: 'unreachable' as const, explain: String(error).slice(0, 200), notBefore: null, busy: false }
    })
    const ended = now()
    const check = judge(known, found, { now: ended.at, today: ended.today })
    if (await store.saveSourceCheck(check, until)) told(resultOf(check))
    return !(found.kind === 'unreachable' && found.busy)
  }

  /** All pages of one site, which is one process's: whoever claims them has them all. */
  const checkHost = async (host: readonly Page[]): Promise<void> => {
    const { at } = now()
    const until = new Date(Date.parse(at) + HOLD.least + host.length * HOLD.each).toISOString()
    const claimed = new Set(await store.claimSources(host.map((p) => p.url), all ? NEVER : at, until))
    for (const page of host) {
      if (!claimed.has(page.url)) continue
      signal.throwIfAborted()
      // A site that is busy, or whose robots.txt cannot be had, is left alone this time; its other pages stay due.
      if (!goesOn() || !(await checkOne(page, until))) return
    }
  }

  const readable = pages.filter((page) => {
    const refusal = refusalOf(new URL(page.url), reach)
    if (refusal !== null) told({ url: page.url, state: 'skipped', explain: refusal, movedTo: null, excerpt: null })
    return refusal === null
  })
  const hosts = [...hostsOf(all ? readable : await dueOf(store, readable, now().at)).values()]
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let host = hosts.shift(); host !== undefined && goesOn(); host = hosts.shift()) await checkHost(host)
  }))
  return counts
}

async function dueOf(store: WatchOptions['store'], pages: readonly Page[], at: Instant): Promise<Page[]> {
  const later = new Set((await store.sourceChecks()).filter((c) => c.nextAt > at).map((c) => c.url))
  return pages.filter((p) => !later.has(p.url))
}

/** In one order for everybody, so that two who claim wait for each other and never in a ring. */
function hostsOf(pages: readonly Page[]): Map<string, Page[]> {
  const hosts = new Map<string, Page[]>()
  for (const page of pages.toSorted((a, b) => (a.url < b.url ? -1 : 1))) {
    const { host } = new URL(page.url)
    hosts.set(host, [...(hosts.get(host) ?? []), page])
  }
  return hosts
}

const resultOf = ({ url, state, explain, movedTo, text, previousText }: FullSourceCheck): Result => ({
  url, state: state ?? 'first', explain, movedTo, excerpt: state === 'changed' && text !== null && previousText !== null ? excerptOf(previousText, text) : null,
})
