import { describe, expect, test } from 'vitest'
import type { DataClass } from '../../src/core/flow.ts'
import type { Said } from '../../src/core/event.ts'
import { NO_HINTS } from '../../src/core/hints.ts'
import type { InputKind } from '../../src/core/input.ts'
import { pizzeria } from '../support/pizzeria.ts'
import { at, type Game, play } from '../support/play.ts'

const { content } = pizzeria()
const on = (carries: DataClass, g: Game, kind: InputKind): Game => g.input(kind, carries)
const write = (carries: DataClass, g: Game, text: string): Game => on(carries, g, { kind: 'wrote', text, hints: NO_HINTS })

/** As far as the question for her telephone number. */
const phoneAsked = (carries: DataClass): Game => ['红色 ☂️', 'Firenze', 'sì'].reduce((g, text) => write(carries, g, text), play(content).tap('umbrella'))

describe('a question about her, on a channel that may not carry the answer', () => {
  test('is asked where it may', () => {
    expect(phoneAsked('personal').said).toEqual(['lost-umbrella:steps.phone.text'])
  })
  test('is not asked: she is told of the desk’s own page, and may go elsewhere', () => {
    const g = phoneAsked('general')
    expect([at(g), g.said, g.menu]).toEqual(['lost-umbrella:phone', ['common:private-page.step'], ['person', 'menu']])
    expect((g.events.find((e) => e.kind === 'said') as Said).params).toEqual({ link: { page: 'private' } })
  })
  test('what she answers there all the same is not kept', () => {
    const g = write('general', phoneAsked('general'), '+39 333 123 4567')
    expect([g.said, g.conversation.answers['lost-umbrella.phone']]).toEqual([['common:private-page.step'], undefined])
  })
  test('on the page it is asked, and the answer is kept', () => {
    const g = on('special', phoneAsked('general'), { kind: 'moved' })
    expect(g.said).toEqual(['common:private-page.here', 'lost-umbrella:steps.phone.text'])
    expect(write('special', g, '+39 333 123 4567').conversation.answers['lost-umbrella.phone']).toBe('+393331234567')
  })
  test('a danger is heard there as everywhere', () => {
    const g = on('general', phoneAsked('general'), { kind: 'wrote', text: 'mio marito mi fa paura 😟', hints: { ...NO_HINTS, urgent: 'danger' } })
    expect(g.said).not.toContain('common:private-page.step')
  })
  test('a word that is a command is still one', () => {
    expect(write('general', phoneAsked('general'), 'menu').said.at(-1)).toContain('menu')
  })
})

describe('a person on such a channel', () => {
  test('she is told not to write of herself there, and where she can', () => {
    expect(write('general', play(content), 'persona').said).toEqual(['common:handoff.now', 'common:private-page.person'])
    expect(write('personal', play(content), 'persona').said).toEqual(['common:handoff.now'])
  })
  test('in danger nothing stands before help', () => {
    const g = on('general', play(content), { kind: 'wrote', text: '救命', hints: { ...NO_HINTS, urgent: 'violence' } })
    expect(g.said).not.toContain('common:private-page.person')
  })
  test('who comes to the page while she waits keeps her place', () => {
    const g = on('special', write('general', play(content), 'persona'), { kind: 'moved' })
    expect([g.said, g.conversation.mode.kind]).toEqual([['common:private-page.here', 'common:handoff.still.now'], 'queued'])
  })
  test('with a person she goes on without a word of the script', () => {
    const g = on('special', write('general', play(content), 'persona').input({ kind: 'attended', by: 'anna', name: 'Anna' }), { kind: 'moved' })
    expect([g.said, g.conversation.mode.kind]).toEqual([['common:private-page.here'], 'attended'])
  })
})
