import { isOfOurNetwork, type Reach, refusalOf } from './address.ts'
import { readBody } from './body.ts'
import type { Pace } from './pace.ts'

/** How pages are asked for. Times in milliseconds. */
export type Manners = {
  readonly reach: Reach
  readonly userAgent: string
  readonly fetch: typeof globalThis.fetch
  readonly pace: Pace
  /** For one request, its body included. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/** `movedTo`: where it is for good, by permanent redirects alone. */
export type Answer = { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly bytes: Uint8Array; readonly movedTo: string | null }
export type Failure = { readonly kind: 'failure'; readonly explain: string }
type Hop = { readonly to: URL; readonly forGood: boolean }

const MOST_BYTES = 2_000_000
const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const FOR_GOOD = new Set([301, 308])

/**
 * One page, with its redirects followed by hand, because each of them is a new address to be judged.
 *
 * @param least milliseconds between two requests to one host
 * @throws only when the signal says so
 */
export async function get(address: string, headers: Readonly<Record<string, string>>, least: number, manners: Manners): Promise<Answer | Failure> {
  let url = new URL(address)
  let movedTo: string | null = null
  let forGood = true
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const refusal = await refused(url, manners.reach)
    if (refusal !== null) return failure(redirects === 0 ? refusal : `It leads elsewhere. ${refusal}`)
    const got = await manners.pace(url.host, least, () => request(url, headers, manners))
    if (!('to' in got)) return got.kind === 'failure' ? got : { ...got, movedTo }
    forGood &&= got.forGood
    url = got.to
    if (forGood) movedTo = url.href
  }
  return failure(`It leads on and on: more than ${MOST_REDIRECTS} redirects.`)
}

async function refused(url: URL, reach: Reach): Promise<string | null> {
  const refusal = refusalOf(url, reach)
  if (refusal !== null) return refusal
  try {
    return (await isOfOurNetwork(url, reach)) ? `${url.host} is an address of our own network.` : null
  } catch {
    return `The name ${url.hostname} is not known.`
  }
}

async function request(url: URL, headers: Readonly<Record<string, string>>, { fetch, userAgent, timeout, signal }: Manners): Promise<Answer | Failure | Hop> {
  try {
    const response = await fetch(url.href, { redirect: 'manual', headers: { 'user-agent': userAgent, accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'it,en;q=0.5', ...headers }, signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]) })
    const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null
    if (location === null) return { kind: 'answer', status: response.status, headers: response.headers, bytes: await readBody(response, MOST_BYTES), movedTo: null }
    await response.body?.cancel()
    return URL.canParse(location, url.href) ? { to: new URL(location, url.href), forGood: FOR_GOOD.has(response.status) } : failure('It leads to an address that is none.')
  } catch (error) {
    signal.throwIfAborted()
    return failure(reasonOf(error, timeout))
  }
}

function reasonOf(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `No answer within ${timeout / 1000} seconds.`
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return `It could not be reached: ${cause instanceof Error ? cause.message.slice(0, 200) : 'unknown'}.`
}

const failure = (explain: string): Failure => ({ kind: 'failure', explain })
