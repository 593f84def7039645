import { describe, expect, test } from 'vitest'
import { pizzeria } from '../support/pizzeria.ts'
import { at, kinds, play } from '../support/play.ts'

const { content } = pizzeria()
const inFlow = (options = {}) => play(content, options).tap('pizza').tap('margherita')
const queued = (options = {}) => inFlow(options).say('persona')
const attended = () => queued().input({ kind: 'attended', by: 'anna', name: 'Anna' })

describe('at handoff she is told when somebody who reads her language will look', () => {
  test.each([
    ['it', '2026-11-24', '10:00', 'common:handoff.now', undefined],
    ['it', '2026-11-24', '20:00', 'common:handoff.later', '2026-11-25'],
    ['it', '2026-11-27', '18:00', 'common:handoff.later', '2026-11-30'],
    ['it', '2026-12-25', '10:00', 'common:handoff.later', '2026-12-28'],
    ['zh', '2026-11-24', '10:00', 'common:handoff.later', '2026-11-24'],
    ['zh', '2026-11-24', '15:00', 'common:handoff.now', undefined],
    ['zh', '2026-12-03', '10:00', 'common:handoff.later', '2026-12-15'],
    ['ar', '2026-11-24', '10:00', 'common:handoff.other-language-now', undefined],
    ['ar', '2026-11-24', '20:00', 'common:handoff.other-language', '2026-11-25'],
  ])('%s on %s at %s', (language, today, time, key, date) => {
    const said = play(content, { language, today, time }).tap('person', 'command').events.filter((e) => e.kind === 'said').at(-1)
    expect(said).toMatchObject({ kind: 'said', key, ...(date ? { params: { date: { date } } } : {}) })
  })
})

describe('while she waits', () => {
  test('what she writes is for the person; the first time she hears that it arrived', () => {
    const g = queued().say('il mio forno è rotto')
    expect([kinds(g), g.said]).toEqual([['relayed', 'said'], ['common:received.now']])
    expect(g.say('e fa freddo').said).toEqual([])
  })
  test('she may use the menu and keeps her place', () => {
    const g = queued().say('menu').tap('pizza').tap('marinara')
    expect(at(g)).toBe('pizza:day')
    expect(g.conversation.mode).toMatchObject({ kind: 'queued', since: '2026-11-24T10:00:00.000Z' })
    expect(g.say('24 dicembre 2026').conversation.answers['pizza.day']).toBe('2026-12-24')
  })
  test('asking for a person again keeps the place and says so', () => {
    const g = queued().on('2026-11-24', '11:00').say('persona')
    expect(g.said).toEqual(['common:handoff.still.now'])
    expect(g.conversation.mode).toMatchObject({ since: '2026-11-24T10:00:00.000Z' })
  })
})

describe('a person takes over', () => {
  test('and the assistant is silent', () => {
    const g = attended()
    expect(g.said).toEqual(['common:attended'])
    for (const text of ['menu', '1', '转人工', 'persona', 'ciao']) expect(g.say(text).said).toEqual([])
    expect(g.tap('margherita').said).toEqual([])
  })
  test('of two the first wins and the second learns who', () => {
    const g = attended().input({ kind: 'attended', by: 'bruno', name: 'Bruno' })
    expect(g.events).toEqual([{ kind: 'take-refused', holder: 'anna' }])
    expect(g.conversation.mode).toMatchObject({ by: 'anna' })
  })
  test('only who holds it may reply', () => {
    expect(kinds(attended().input({ kind: 'replied', by: 'anna', text: '您好', files: [] }))).toEqual(['replied'])
    expect(kinds(attended().input({ kind: 'replied', by: 'bruno', text: 'ciao', files: [] }))).toEqual(['take-refused'])
  })
  test('hands back to where she was, and the assistant says again what it is', () => {
    const g = attended().input({ kind: 'released', by: 'anna' })
    expect(g.said).toEqual(['common:notice-again', 'pizza:steps.day.text'])
    expect(g.conversation.mode.kind).toBe('scripted')
  })
  test('hands back after a scripted handoff to the question before it, not into the queue again', () => {
    const g = play(content).tap('pizza').tap('margherita').say('24 dicembre 2026').say('1').tap('cook').input({ kind: 'attended', by: 'anna', name: 'Anna' }).input({ kind: 'released', by: 'anna' })
    expect([g.conversation.mode.kind, at(g)]).toEqual(['scripted', 'pizza:done'])
  })
  test('danger keeps its place whatever hands it goes through', () => {
    const urgent = attended().say('ho paura', { urgent: 'violence' })
    expect(urgent.conversation.mode).toMatchObject({ kind: 'attended', urgent: 'violence' })
    expect(urgent.input({ kind: 'transferred', by: 'anna', to: null }).conversation.mode).toMatchObject({ kind: 'queued', urgent: 'violence', since: '2026-11-24T10:00:00.000Z' })
    expect(urgent.input({ kind: 'released', by: 'anna' }).say('persona').conversation.mode).toMatchObject({ kind: 'queued', urgent: 'violence' })
  })
  test('a colleague whose account is gone gives way', () => {
    expect(attended().input({ kind: 'attended', by: 'bruno', name: 'Bruno', instead: ['anna'] }).conversation.mode).toMatchObject({ by: 'bruno' })
  })
  test('closes with an outcome, and reopens', () => {
    const g = attended().input({ kind: 'resolved', by: 'anna', outcome: 'solved' })
    expect(g.conversation).toMatchObject({ mode: { kind: 'closed' }, outcome: 'solved', closedAt: '2026-11-24T10:00:00.000Z' })
    expect(g.input({ kind: 'reopened', by: 'bruno' }).conversation).toMatchObject({ mode: { kind: 'attended', by: 'bruno' }, closedAt: null })
  })
  test('transfers to a colleague, or back to the queue', () => {
    expect(attended().input({ kind: 'transferred', by: 'anna', to: 'bruno' }).conversation.mode).toMatchObject({ kind: 'attended', by: 'bruno' })
    expect(attended().input({ kind: 'transferred', by: 'anna', to: null }).conversation.mode.kind).toBe('queued')
  })
})

describe('files and what cannot be read', () => {
  const file = { id: 'f', name: 'foto.jpg', mime: 'image/jpeg', bytes: 10 }
  test('no document is wanted before a person asks', () => {
    expect(inFlow().input({ kind: 'sent-file', file, album: null }).said).toEqual(['common:kept.file'])
  })
  test('with a person it is simply passed on', () => {
    expect(kinds(attended().input({ kind: 'sent-file', file, album: null }))).toEqual(['relayed'])
  })
  test('a sticker is answered', () => {
    expect(inFlow().input({ kind: 'unsupported', what: 'sticker' }).said[0]).toBe('common:missed.unsupported')
  })
})
