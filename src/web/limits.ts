import { RateLimiterMemory } from 'rate-limiter-flexible'
import { Refusal } from './problem.ts'

/** How much one browser may ask: generous for people, tight for a loop. Files are a tenth of the messages. */
export type RateLimits = { readonly sessionsPerMinute: number; readonly messagesPerMinute: number }

export function createLimits({ sessionsPerMinute, messagesPerMinute }: RateLimits) {
  const sessions = new RateLimiterMemory({ points: sessionsPerMinute, duration: 60 })
  const files = new RateLimiterMemory({ points: Math.max(1, Math.ceil(messagesPerMinute / 10)), duration: 60 })
  const messages = new RateLimiterMemory({ points: messagesPerMinute, duration: 60 })
  const spend = (limiter: RateLimiterMemory) => async (key: string): Promise<void> => {
    try {
      await limiter.consume(key)
    } catch {
      throw new Refusal(429, 'too-many', 'Too many messages at once. Please wait a minute.')
    }
  }
  return { session: spend(sessions), message: spend(messages), file: spend(files) }
}
