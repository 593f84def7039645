/** Words that answer on the platform's own request; null: they come otherwise, or there are none. */
type Answer = string | null

type Exchange = {
  readonly openId: string
  /** Whether something is on its way to her; after the commit. Rejects when nothing could be kept. */
  readonly kept: Promise<boolean>
  readonly answered: Promise<Answer>
  readonly settle: (answer: Answer) => void
  state: 'open' | 'taken' | 'settled'
  isKept: boolean
  until: number
  timer: NodeJS.Timeout | undefined
}

export type Exchanges = ReturnType<typeof createExchanges>

/** The platform hangs up this much after the budget. */
const GRACE = 500
/** Milliseconds in which the platform may still bring a message whose answer it did not get: three attempts of five seconds. */
const ATTEMPTS = 15_000
const MOST = 5_000

/** The platform's requests that wait for an answer, by the message that they bring. `budget`: milliseconds that one may wait. */
export function createExchanges(budget: number) {
  const all = new Map<string, Exchange>()

  const settle = (exchange: Exchange, answer: Answer): void => {
    if (exchange.state === 'settled') return
    exchange.state = 'settled'
    clearTimeout(exchange.timer)
    exchange.settle(answer)
  }
  /** Before the commit nothing may be answered, however late it is. */
  const giveUp = (exchange: Exchange): void => {
    if (exchange.isKept && exchange.state === 'open' && performance.now() >= exchange.until) settle(exchange, null)
  }
  const wait = (exchange: Exchange): void => {
    clearTimeout(exchange.timer)
    exchange.until = performance.now() + budget
    exchange.timer = setTimeout(() => giveUp(exchange), budget + 1)
  }
  const begin = (key: string, openId: string, work: () => Promise<boolean>): Exchange => {
    let resolve: Exchange['settle'] = () => {}
    const answered = new Promise<Answer>((done) => { resolve = done })
    const exchange: Exchange = { openId, answered, settle: resolve, state: 'open', isKept: false, until: 0, timer: undefined, kept: Promise.resolve().then(work) }
    all.set(key, exchange)
    wait(exchange)
    exchange.kept.then((answers) => {
      exchange.isKept = true
      if (!answers && exchange.state === 'open') settle(exchange, null)
      giveUp(exchange)
      setTimeout(() => all.delete(key), ATTEMPTS).unref()
    }, () => {
      clearTimeout(exchange.timer)
      all.delete(key)
    })
    return exchange
  }

  const waiting = (openId: string): Exchange | undefined => {
    for (const exchange of all.values()) if (exchange.openId === openId && exchange.state === 'open' && performance.now() < exchange.until) return exchange
    return undefined
  }

  return {
    /** What to answer a request with. The attempts of one message share its work and its answer: the platform shows one. */
    async answer(key: string, openId: string, work: () => Promise<boolean>): Promise<Answer> {
      const before = all.get(key)
      if (before === undefined && all.size >= MOST) {
        await work()
        return null
      }
      if (before !== undefined && before.state !== 'settled') wait(before)
      const exchange = before ?? begin(key, openId, work)
      await exchange.kept
      return exchange.answered
    },
    /** Lets her oldest request that waits carry these words. `late`: the platform may have hung up. */
    async carry(openId: string, words: string): Promise<'carried' | 'late' | 'none'> {
      const exchange = waiting(openId)
      if (exchange === undefined) return 'none'
      exchange.state = 'taken'
      if (!(await exchange.kept.then(() => true, () => false))) return 'none'
      const inTime = performance.now() < exchange.until
      settle(exchange, inTime ? words : null)
      if (!inTime) return 'none'
      await new Promise((done) => setImmediate(done))
      return performance.now() > exchange.until + GRACE ? 'late' : 'carried'
    },
    /** What is for her goes another way: her requests need not wait for it. */
    release(openId: string): void {
      for (const exchange of all.values()) if (exchange.openId === openId && exchange.isKept && exchange.state === 'open') settle(exchange, null)
    },
    stop(): void {
      for (const exchange of all.values()) settle(exchange, null)
      all.clear()
    },
    size: (): number => all.size,
  }
}
