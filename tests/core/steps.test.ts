import { describe, expect, test } from 'vitest'
import { pizzeria } from '../support/pizzeria.ts'
import { at, kinds, play } from '../support/play.ts'

const { content } = pizzeria()
const open = (options = {}) => play(content, options)
const order = (kind = 'margherita') => open().tap('pizza').tap(kind)

describe('first contact', () => {
  test('says what answers here, then the menu', () => {
    expect(open().said).toEqual(['common:notice', 'menu:steps.main.text'])
  })
  test('without a language asks for it, each by its own name', () => {
    const g = open({ language: null })
    expect(g.said).toEqual(['common:choose-language'])
    expect(g.menu).toEqual(['zh', 'it', 'ar'])
    expect(g.say('中文').conversation.language).toBe('zh')
    expect(g.say('arabo').conversation.language).toBe('ar')
    expect(g.say('العربية').said).toEqual(['common:notice', 'menu:steps.main.text'])
  })
  test('a link can open a flow', () => {
    expect(at(open({ flow: 'pizza' }))).toBe('pizza:kind')
  })
})

describe('the kinds of step', () => {
  test('say walks on by itself', () => {
    expect(open().tap('pizza').said).toEqual(['pizza:steps.hello.text', 'pizza:steps.kind.text'])
  })
  test('choose saves the option’s id, never its label', () => {
    expect(open({ language: 'zh' }).say('披萨').say('玛格丽特').conversation.answers).toEqual({ 'pizza.kind': 'margherita' })
  })
  test('ask saves the parsed value', () => {
    const g = order().say('24 dicembre 2026').say('3')
    expect(g.conversation.answers).toMatchObject({ 'pizza.day': '2026-12-24', 'pizza.count': '3' })
  })
  test('branch goes by an answer and end offers what comes next', () => {
    const g = order('marinara').say('24 dicembre 2026').say('2')
    expect(g.said).toEqual(['pizza:steps.price.text', 'pizza:steps.done.text'])
    expect(g.menu).toEqual(['again', 'cook', 'person', 'menu'])
  })
  test('a figure is the fact of the day, with its source', () => {
    const priceOn = (day: string) => {
      const said = order().say('24 dicembre 2026').on(day).say('1').events.find((e) => e.kind === 'said')
      return said?.kind === 'said' ? said.params.price : null
    }
    expect(priceOn('2026-12-31')).toEqual({ eur: 6.5 })
    expect(priceOn('2027-01-01')).toEqual({ eur: 7 })
  })
  test('a source that is not institutional is to be verified', () => {
    const said = order().say('24 dicembre 2026').say('1').events.find((e) => e.kind === 'said')
    expect(said?.kind === 'said' && said.facts.map((f) => [f.name, f.certainty])).toEqual([['pizza.price', 'confirmed'], ['pizza.made_here', 'to-be-verified']])
  })
  test('handoff queues her with its topic', () => {
    const g = order().say('24 dicembre 2026').say('1').tap('cook')
    expect(g.conversation.mode).toMatchObject({ kind: 'queued', topic: 'pizza.order', urgent: null })
    expect(g.said).toEqual(['pizza:steps.cook.text', 'common:handoff.now'])
  })
  test('a pointer is one message with office, what to have ready and links', () => {
    const said = open().tap('shop.hours').events.find((e) => e.kind === 'said')
    expect(said?.kind === 'said' && said.blocks.map((b) => b.kind)).toEqual(['rows', 'checklist', 'rows'])
  })
})

describe('call: a service answers later', () => {
  const asked = () => order('surprise')
  const call = () => asked().events.find((e) => e.kind === 'requested')
  const id = () => { const c = call(); return c?.kind === 'requested' ? c.call : '' }
  test('the turn ends and the call is an event', () => {
    expect(asked().conversation.mode).toEqual({ kind: 'waiting', call: id() })
    expect(call()).toMatchObject({ service: 'oven', args: { kind: 'surprise' } })
  })
  test('its answer goes on with the case and saves the value', () => {
    const g = asked().input({ kind: 'served', call: id(), result: { case: 'done', value: 'segreta' } })
    expect(at(g)).toBe('pizza:day')
    expect(g.conversation.answers['pizza.recipe']).toBe('segreta')
  })
  test('an answer that comes too late changes nothing', () => {
    const g = asked().input({ kind: 'waited', timer: id(), reason: 'call-timeout' })
    expect(g.said[0]).toBe('pizza:steps.sorry.text')
    expect(g.input({ kind: 'served', call: id(), result: { case: 'done' } }).events).toEqual([])
  })
  test('thanks meanwhile do not lose the answer', () => {
    expect(at(asked().say('grazie').input({ kind: 'served', call: id(), result: { case: 'done' } }))).toBe('pizza:day')
  })
  test('whoever writes meanwhile is heard', () => {
    expect(at(asked().say('menu'))).toBe('menu:main')
  })
})

describe('every turn', () => {
  test('counts one revision', () => {
    expect(open().tap('pizza').conversation.revision).toBe(2)
  })
  test('is the same for the same input', () => {
    expect(order().say('domani').events).toEqual(order().say('domani').events)
  })
  test('a missing fact apologises, says nothing that it meant to say, and finds a person', () => {
    const g = order().say('24 dicembre 2026').on('2028-01-01').say('1')
    expect(kinds(g)).toEqual(['failed', 'said', 'mode-changed', 'handed-off', 'said'])
    expect(g.said).toEqual(['common:no-figure', 'common:handoff.later'])
    expect(g.conversation.answers['pizza.count']).toBeUndefined()
  })
  test('danger comes first even when its own advice cannot be given', () => {
    const broken = { ...content, facts: {} }
    expect(play(broken).say('mi picchia', { urgent: 'violence' }).conversation.mode).toMatchObject({ kind: 'queued', urgent: 'violence' })
  })
})
