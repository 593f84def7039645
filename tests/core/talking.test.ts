import { describe, expect, test } from 'vitest'
import { pizzeria } from '../support/pizzeria.ts'
import { at, kinds, play, untouched } from '../support/play.ts'

const { content } = pizzeria()
const open = (options = {}) => play(content, options)
const intents = (...list: [string, number][]) => ({ intents: list.map(([topic, score]) => ({ topic, score })) })

describe('an option is picked by', () => {
  test.each([
    ['its number', '1'], ['a full-width number', '１'], ['an Arabic-Indic number', '١'], ['a Chinese number', '一'], ['a number with a dot', '1.'],
    ['its label', 'Una pizza'], ['its label in any case and spacing', '  una   PIZZA '], ['a synonym', 'pizza 🍕'], ['an unambiguous beginning', 'una'],
  ])('%s: %j', (_how, text) => {
    expect(at(open().say(text))).toBe('pizza:kind')
  })
  test.each([['zh', '披萨'], ['zh', '比萨'], ['zh', '🍕'], ['ar', 'بيتزا'], ['ar', 'بِيتزا'], ['ar', 'بيتسا']])('its words in %s: %j', (language, text) => {
    const { events, said } = open({ language }).say(text)
    expect(events[0]).toMatchObject({ kind: 'picked', option: 'pizza' })
    expect(said).not.toContain('common:missed.not-understood')
  })
})

describe('always understood', () => {
  const inFlow = () => open().tap('pizza').tap('margherita')
  test.each([['indietro', 'pizza:kind'], ['menu', 'menu:main'], ['Menù', 'menu:main'], ['ripeti', 'pizza:day']])('%s', (text, place) => {
    expect(at(inFlow().say(text))).toBe(place)
  })
  test('person, in her language or in a borrowed one', () => {
    for (const text of ['persona', 'Operatore', '  PERSONA!']) expect(inFlow().say(text).conversation.mode.kind).toBe('queued')
    for (const text of ['转人工', '人工', 'operatore']) expect(open({ language: 'zh' }).say(text).conversation.mode.kind).toBe('queued')
    expect(open({ language: 'ar' }).say('موظف').conversation.mode.kind).toBe('queued')
  })
  test('language: answers are kept and the question is asked again', () => {
    const g = inFlow().say('lingua').tap('zh')
    expect(g.conversation).toMatchObject({ language: 'zh', answers: { 'pizza.kind': 'margherita' } })
    expect(g.said).toEqual(['pizza:steps.day.text'])
  })
  test('back twice leads back twice', () => {
    expect(at(inFlow().say('5 dicembre 2026').say('indietro').say('indietro'))).toBe('pizza:kind')
  })
  test('thanks get a kind word, not a miss', () => {
    expect(open().say('grazie mille').said).toEqual(['common:welcome-thanks'])
  })
})

describe('not understood', () => {
  test('the first time she hears how to answer and the question again', () => {
    expect(open().say('blablabla').said).toEqual(['common:missed.not-understood', 'menu:steps.main.text'])
  })
  test('the second time a person is offered', () => {
    const g = open().say('blablabla').say('🤷🤷')
    expect(g.said.at(-1)).toBe('common:offer-person')
    expect(g.menu).toEqual(['person', 'again', 'menu'])
    expect(at(g.tap('again'))).toBe('menu:main')
  })
  test.each([['', 'empty'], ['   ', 'empty'], ['\u200b\u202e', 'empty'], ['!!!', 'empty']])('nothing to read in %j', (text) => {
    expect(open().say(text).said[0]).toBe('common:missed.empty')
  })
  test('a refused answer says why and asks again', () => {
    const g = open().tap('pizza').tap('margherita').say('31/02/2027')
    expect(g.said).toEqual(['common:refused.date.no-such-day', 'pizza:steps.day.text'])
  })
  test('a button of an earlier question decides nothing', () => {
    const first = open()
    const g = first.tap('pizza').tap('umbrella', first.conversation.script.menu?.id ?? '')
    expect(g.said[0]).toBe('common:stale-menu')
    expect(at(g)).toBe('pizza:kind')
  })
  test('a forged button is harmless', () => {
    expect(open().tap('constructor').said[0]).toBe('common:stale-menu')
    expect(open().tap('__proto__', '__proto__').said[0]).toBe('common:stale-menu')
  })
})

describe('an answer that could be read two ways', () => {
  const asked = () => open().tap('pizza').tap('margherita').say('3/12/27')
  test('is said in words before it is used', () => {
    expect(asked().events.find((e) => e.kind === 'said')).toMatchObject({ key: 'common:read-back', params: { value: { date: '2027-12-03' } } })
    expect(asked().conversation.answers['pizza.day']).toBeUndefined()
  })
  test('yes uses it, no asks again, another date replaces it', () => {
    expect(asked().say('sì').conversation.answers['pizza.day']).toBe('2027-12-03')
    expect(at(asked().say('no'))).toBe('pizza:day')
    expect(asked().say('12 marzo 2027').conversation.answers['pizza.day']).toBe('2027-03-12')
  })
})

describe('free words', () => {
  test('one clear topic is announced, never guessed in silence', () => {
    expect(open().say('vorrei qualcosa di buono', intents(['pizza.order', 0.9])).said).toEqual(['common:understood', 'pizza:steps.hello.text', 'pizza:steps.kind.text'])
  })
  test('several likely topics become one short question', () => {
    const g = open().say('ho perso tutto e ho fame', intents(['pizza.order', 0.5], ['umbrella.lost', 0.4], ['shop.hours', 0.2]))
    expect(g.said).toEqual(['common:clarify'])
    expect(g.menu).toEqual(['pizza.order', 'umbrella.lost', 'shop.hours', 'person', 'menu'])
    expect(at(g.tap('umbrella.lost'))).toBe('lost-umbrella:name')
  })
  test('in the middle of a flow another question is her choice, and the way back stays open', () => {
    const g = open().tap('pizza').tap('margherita').say('a che ora aprite', intents(['shop.hours', 0.95]))
    expect(g.said).toEqual(['common:other-question'])
    const there = g.tap('go')
    expect(there.menu).toContain('return')
    expect(at(there.tap('return'))).toBe('pizza:day')
    expect(there.tap('return').conversation.answers['pizza.kind']).toBe('margherita')
  })
  test.each(['2027年3月12日', '12/03/2027', '99', '١٢/٣/٢٠٢٧'])('figures alone are no topic: %s', (text) => {
    expect(open().say(text, intents(['umbrella.lost', 0.95])).said[0]).toBe('common:missed.not-understood')
  })
  test('a kind word answers only what is surely one', () => {
    expect(open().say('capito', intents(['thanks', 0.3])).said[0]).toBe('common:missed.not-understood')
    expect(open().say('ti ringrazio', intents(['thanks', 0.9])).said).toEqual(['common:welcome-thanks'])
  })
  test('words about the procedure in which she stands leave its question open', () => {
    const here = open().tap('pizza').say('vorrei una pizza', intents(['pizza.order', 0.95]))
    expect([at(here), here.said[0]]).toEqual(['pizza:kind', 'common:missed.not-understood'])
  })
  test('nothing likely is a miss; out of scope is said to be so', () => {
    expect(open().say('xyz', intents(['pizza.order', 0.05])).said[0]).toBe('common:missed.not-understood')
    expect(open().say('il tempo domani', { outOfScope: true, ...intents(['pizza.order', 0.9]) }).said).toEqual(['common:out-of-scope'])
  })
  describe('no topic is likely, but the desk’s own texts speak of it', () => {
    const found = [{ topic: 'shop.hours', key: 'services/shop.hours:text', sentence: 1 }, { topic: 'pizza.order', key: 'pizza:steps.hello.text', sentence: 0 }]
    const asked = () => open().say('quanto viene una pizza 🍕', { ...intents(['pizza.order', 0.1]), found })
    test('each is offered with its sentence, its figure and its source, and leads there', () => {
      const g = asked()
      expect(g.said).toEqual(['common:found'])
      expect(g.menu).toEqual(['shop.hours', 'pizza.order', 'person', 'menu'])
      const said = g.events.find((e) => e.kind === 'said')
      expect(said).toMatchObject({ blocks: [{ kind: 'rows', rows: [{ value: { key: 'services/shop.hours:text', sentence: 1, params: { price: { eur: expect.any(Number) } } } }, { value: { sentence: 0 } }] }], facts: [{ name: 'pizza.price' }] })
      expect(at(g.tap('pizza.order'))).toBe('pizza:kind')
    })
    test('for the editors it stays missed', () => {
      expect(kinds(asked())).toContain('missed')
    })
    test('a topic that leads nowhere is not offered', () => {
      expect(open().say('xyz', { found: [{ topic: 'thanks', key: 'x', sentence: 0 }, { topic: '__proto__', key: 'x', sentence: 0 }] }).said[0]).toBe('common:missed.not-understood')
    })
    test('what is likely, or not ours, goes before', () => {
      expect(open().say('una pizza', { ...intents(['pizza.order', 0.9]), found }).said).not.toContain('common:found')
      expect(open().say('il tempo', { outOfScope: true, found }).said).toEqual(['common:out-of-scope'])
    })
  })
  test('the first words of somebody unknown are answered in their language, after the notice', () => {
    const g = untouched(content).say('我想吃披萨', { language: { tag: 'zh', sure: true }, ...intents(['pizza.order', 0.9]) })
    expect(g.conversation.language).toBe('zh')
    expect(g.said).toEqual(['common:notice', 'common:understood', 'pizza:steps.hello.text', 'pizza:steps.kind.text'])
  })
  test('when the language is not sure it is asked', () => {
    expect(untouched(content).say('ok').said).toEqual(['common:choose-language'])
  })
})

describe('a flow that is not in her language', () => {
  test('offers the languages that it has, or a person; answers go on in the one she picks', () => {
    const g = open({ language: 'ar' }).tap('umbrella')
    expect(g.said).toEqual(['common:not-in-your-language'])
    expect(g.menu).toEqual(['read-it', 'person', 'menu'])
    const read = g.tap('read-it')
    expect(read.conversation.language).toBe('it')
    expect(at(read)).toBe('lost-umbrella:name')
  })
})

describe('danger', () => {
  const g = () => open().say('mi picchia', { urgent: 'violence' })
  test('gives the reviewed advice, the first place in the queue, and asks whether it is safe to write', () => {
    expect(g().said).toEqual(['urgent:advice.violence', 'common:handoff.now', 'urgent:safe-here'])
    expect(g().conversation.mode).toMatchObject({ kind: 'queued', urgent: 'violence', topic: 'urgent.safety' })
    expect(kinds(g())).toContain('relayed')
  })
  test('every further cry is answered, and passed on', () => {
    const again = g().say('aiuto mi picchia', { urgent: 'violence' })
    expect([again.said, kinds(again)]).toEqual([['common:received.now'], ['relayed', 'said']])
  })
  describe('only sensed, without a word of danger', () => {
    const sensed = (text = '我丈夫在中国 🇨🇳') => open().tap('pizza').say(text, { urgent: 'danger', ...intents(['umbrella.lost', 0.6]) })
    test('she is asked, with help first and what else she may mean beside it; operators see it', () => {
      expect(sensed().said).toEqual(['urgent:asked'])
      expect(sensed().menu).toEqual(['help', 'umbrella.lost', 'person', 'again', 'menu'])
      expect(sensed().conversation.mode.kind).toBe('scripted')
      expect(kinds(sensed())).toContain('urgency-noticed')
    })
    test('yes: advice, the first place in the queue', () => {
      const g = sensed().tap('help')
      expect(g.said[0]).toBe('urgent:advice.danger')
      expect(g.conversation.mode).toMatchObject({ kind: 'queued', urgent: 'danger' })
    })
    test('no: the procedure goes on where it was', () => {
      expect(at(sensed().tap('again'))).toBe('pizza:kind')
    })
    test('a plain answer is taken as one', () => {
      expect(at(sensed('margherita'))).toBe('pizza:day')
    })
    test('who waits for a person already moves to the front', () => {
      expect(open().say('persona').say('non ce la faccio', { urgent: 'danger' }).conversation.mode).toMatchObject({ kind: 'queued', urgent: 'danger' })
    })
  })
  test('yes: go on writing; no: how to leave', () => {
    expect(g().say('sì').said).toEqual(['urgent:write-here'])
    expect(g().say('no').said).toEqual(['urgent:leave-now'])
  })
  test('the language can still be chosen when it was asked together with the advice', () => {
    const g = untouched(content).say('aiuto', { urgent: 'violence' })
    expect(g.said[0]).toBe('common:choose-language')
    expect(g.tap('zh', 'm1.1').conversation.language).toBe('zh')
  })
  test('while waiting for a person it moves her to the front', () => {
    const waiting = open().say('persona').say('aiuto', { urgent: 'injury' })
    expect(waiting.conversation.mode).toMatchObject({ kind: 'queued', urgent: 'injury' })
  })
  test('while a person answers the assistant stays silent and the operator is told', () => {
    const attended = open().say('persona').input({ kind: 'attended', by: 'anna', name: 'Anna' }).say('ho paura', { urgent: 'violence' })
    expect(attended.said).toEqual([])
    expect(kinds(attended)).toEqual(['relayed', 'urgency-noticed'])
  })
})
