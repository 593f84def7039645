import robotsParser from 'robots-parser'
import { get, type Manners } from './get.ts'

/** What a site asks of programs. `delay`: milliseconds between two requests, null when it does not say. */
export type Robots = { readonly allows: (url: string) => boolean; readonly delay: number | null }
/** Its site could not be asked: nobody knows whether the page may be read. */
export type Unasked = { readonly explain: string }

/** A site that asks for more waits for its pages no longer than this. */
const LONGEST_DELAY = 60_000

/** The package exports the function itself, and its types say otherwise. */
const parse = robotsParser as unknown as typeof robotsParser.default

const EVERYTHING: Robots = { allows: () => true, delay: null }

/** Each site is asked once. */
export function createRobots(manners: Manners, least: number): (page: string) => Promise<Robots | Unasked> {
  const asked = new Map<string, Promise<Robots | Unasked>>()
  return (page) => {
    const { origin } = new URL(page)
    const known = asked.get(origin) ?? ask(`${origin}/robots.txt`, least, manners)
    asked.set(origin, known)
    return known
  }
}

async function ask(address: string, least: number, manners: Manners): Promise<Robots | Unasked> {
  const answer = await get(address, {}, least, manners)
  if (answer.kind === 'failure') return { explain: `robots.txt: ${answer.explain}` }
  const { status, bytes } = answer
  // Too many requests is no permission, though it is among the 4xx.
  if (status >= 500 || status === 429) return { explain: `robots.txt was answered with ${status}.` }
  if (status >= 300) return EVERYTHING
  const robots = parse(address, new TextDecoder().decode(bytes))
  const seconds = robots.getCrawlDelay(manners.userAgent)
  return { allows: (url) => robots.isAllowed(url, manners.userAgent) !== false, delay: seconds === undefined ? null : Math.min(seconds * 1000, LONGEST_DELAY) }
}
