import type { Line, News, Provider } from './provider.ts'

/** How many answers never arrive: the request comes again, as it was. */
export type Faults = { lost: number; /** Every request comes twice at once. */ twice: boolean; /** Of whom people are put through to. */ dialled: 'completed' | 'no-answer' | 'busy' | 'failed' }
export type Answer = { readonly status: number; readonly type: string; readonly body: string }
export type Asked = { readonly url: string; readonly body: string; readonly milliseconds: number }

/** Milliseconds after which a provider gives up. */
const PATIENCE = 15_000
const MOST = 1_000

/** Brings news of a call to the desk, signed, and again where no answer arrived. */
export function createDeskSide(provider: Provider, faults: Faults, asked: Asked[]) {
  const once = async (url: string, line: Line, news: News): Promise<Answer> => {
    const { headers, body } = provider.post(url, line, news)
    const began = performance.now()
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE) })
    const answer = { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() }
    asked.push({ url, body, milliseconds: performance.now() - began })
    if (asked.length > MOST) asked.shift()
    return answer
  }
  return async (url: string, line: Line, news: News): Promise<Answer> => {
    if (faults.lost > 0) {
      faults.lost -= 1
      await once(url, line, news)
    }
    const [first, second] = await Promise.all([once(url, line, news), ...(faults.twice ? [once(url, line, news)] : [])])
    if (second !== undefined && second.body !== first.body) throw new Error(`The same request was answered in two ways:\n${first.body}\n${second.body}`)
    return first
  }
}
