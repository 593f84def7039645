import type { Page } from './look.ts'
import type { Counts, Round } from './watch.ts'

export type LookNow = {
  /** False: the page is not among those that are watched. */
  readonly watches: (url: string) => boolean
  /** Resolves when the page was looked at, and what was found counts. Two who ask for one page are answered by one look. */
  readonly look: (url: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export type LookNowOptions = {
  readonly load: () => Promise<(round: Round) => Promise<Counts>>
  readonly pages: readonly Page[]
  readonly found: () => Promise<void>
}

/** A look at one page, because somebody asks for it. */
export function createLookNow({ load, pages, found }: LookNowOptions): LookNow {
  const known = new Map(pages.map((page) => [page.url, page]))
  const under = new Map<string, Promise<void>>()
  const ending = new AbortController()

  const look = async (page: Page): Promise<void> => {
    const run = await load()
    await run({ pages: [page], all: true, signal: ending.signal })
    await found()
  }

  return {
    watches: (url) => known.has(url),
    look(url) {
      const page = known.get(url)
      if (page === undefined || ending.signal.aborted) return Promise.reject(new Error('This page is not watched.'))
      const now = under.get(url) ?? look(page).finally(() => under.delete(url))
      under.set(url, now)
      return now
    },
    async stop() {
      ending.abort()
      await Promise.allSettled(under.values())
    },
  }
}
