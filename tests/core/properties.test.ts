import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { split } from '../../src/channels/fit.ts'
import { isLocalDate } from '../../src/core/dates.ts'
import { parseAnswer } from '../../src/core/answers/index.ts'
import { LIMITS } from '../../src/core/limits.ts'
import { lexiconsFor } from '../../src/core/listen.ts'
import { fold } from '../../src/core/text.ts'
import { pizzeria } from '../support/pizzeria.ts'
import { type Game, play } from '../support/play.ts'

const { content } = pizzeria()
const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constantFrom('披萨 🍕', '转人工', 'إقامة', '__proto__', '1', '１２/３/２７', ''))

describe('whatever is typed', () => {
  test('a conversation goes on: no throw, no silence to a citizen, at most so many messages', () => {
    fc.assert(fc.property(fc.array(anyText, { maxLength: 12 }), fc.constantFrom('it', 'zh', 'ar'), (texts, language) => {
      let game: Game = play(content, { language })
      for (const text of texts) {
        game = game.say(text)
        expect(game.events.filter((e) => e.kind === 'failed')).toEqual([])
        expect(game.said.length).toBeLessThanOrEqual(LIMITS.messages)
        if (game.conversation.mode.kind === 'scripted') expect(game.said.length).toBeGreaterThan(0)
      }
    }), { numRuns: 300 })
  })
  test('forged taps decide nothing that is not on the screen', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (menu, option) => {
      const { conversation } = play(content).tap(option, menu)
      expect(['scripted', 'queued']).toContain(conversation.mode.kind)
      expect(conversation.answers).toEqual({})
    }))
  })
})

test('folding twice is folding once', () => {
  fc.assert(fc.property(anyText, (text) => fold(fold(text)) === fold(text)))
})

test('an accepted date is a day of the calendar', () => {
  const context = { lexicons: lexiconsFor(content, 'zh'), today: '2026-11-22', comuni: [], parsePhone: () => null }
  const numbers = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('/', '-', '.', ' ', '月'), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2300 })).map(([d, s, m, y]) => `${d}${s}${m}${s}${y}`)
  fc.assert(fc.property(fc.oneof(anyText, numbers), (text) => {
    const parsed = parseAnswer('date', text, context)
    return 'refused' in parsed || isLocalDate(parsed.value)
  }))
})

test('a long text is cut into pieces that fit, and nothing but white space is lost', () => {
  const bare = (text: string) => text.replace(/\s/g, '')
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), fc.integer({ min: 40, max: 120 }), fc.constantFrom('utf16' as const, 'characters' as const, 'bytes' as const), (text, max, unit) => {
    const pieces = split(text, { max, unit })
    const lengths = { utf16: (t: string) => t.length, characters: (t: string) => [...t].length, bytes: (t: string) => Buffer.byteLength(t) }
    expect(pieces.every((p) => lengths[unit](p) <= max)).toBe(true)
    expect(bare(pieces.join(''))).toBe(bare(text))
  }))
})
