import { describe, expect, test } from 'vitest'
import { doorOf } from '../../src/core/door.ts'
import type { InputKind } from '../../src/core/input.ts'
import { pizzeria } from '../support/pizzeria.ts'
import { at, kinds, play, untouched } from '../support/play.ts'

const { content } = pizzeria()
const inFlow = (language = 'zh') => play(content, { language }).tap('pizza').tap('margherita')
const attended = () => inFlow().say('转人工').input({ kind: 'attended', by: 'anna', name: 'Anna' })

const file = (mime: string, album: string | null = null): InputKind => ({ kind: 'sent-file', file: { id: 'f', name: '照片 📷', mime, bytes: 10 }, album })
const place: InputKind = { kind: 'located', latitude: 43.83, longitude: 11.2 }

const SENT: [string, InputKind, string][] = [
  ['a photo', file('image/jpeg'), 'common:kept.file'],
  ['a voice note', file('audio/ogg'), 'common:kept.voice'],
  ['a place', place, 'common:kept.place'],
]

describe('what the script cannot read', () => {
  test.each(SENT)('%s is answered at once: a person, or the question again', (_, input, key) => {
    const g = inFlow().input(input)
    expect([g.said, g.menu, kinds(g)[0]]).toEqual([[key], ['person', 'again'], 'relayed'])
    expect(at(g.tap('again'))).toBe('pizza:day')
    expect(g.tap('person').conversation.mode.kind).toBe('queued')
  })
  test.each(SENT)('%s with a person is simply passed on', (_, input) => {
    expect(kinds(attended().input(input))).toEqual(['relayed'])
  })
  test.each(SENT)('%s while she waits is for the person who will come', (_, input) => {
    expect(inFlow().say('转人工').input(input).said[0]).toMatch(/^common:received/)
  })
  test.each(SENT)('%s as her very first message: the language first, then who answers here, then what became of it', (_, input, key) => {
    const asked = untouched(content).input(input)
    expect(asked.said).toEqual(['common:choose-language'])
    expect(asked.tap('ar').said).toEqual(['common:notice', key])
    expect(asked.input({ kind: 'picked', menu: 'language', option: 'zh' }).said).toEqual(['common:notice', key])
  })
  test('an album is answered once, and every photo of it is passed on', () => {
    const first = inFlow().input(file('image/jpeg', 'album 1'))
    const second = first.input(file('image/png', 'album 1'))
    expect([second.said, kinds(second)]).toEqual([[], ['relayed']])
    expect(second.input(file('image/jpeg', 'album 2')).said).toEqual(['common:kept.file'])
  })
  test.each([['too-large', 'common:missed.too-large'], ['file-kind', 'common:missed.file-kind'], ['sticker 🙂', 'common:missed.unsupported']])('%s is told as what it is, and the question stands again', (what, key) => {
    expect(inFlow().input({ kind: 'unsupported', what }).said).toEqual([key, 'pizza:steps.day.text'])
  })
})

describe('a message that she changed', () => {
  test('is not read again: she is asked to write it anew', () => {
    const g = inFlow().input({ kind: 'edited', text: '十二月二十四' })
    expect([g.said, g.menu]).toEqual([['common:kept.edit'], ['person', 'again']])
    expect(g.conversation.answers).not.toHaveProperty('pizza.day')
  })
  test('reaches the person who attends her, or will', () => {
    expect(kinds(attended().input({ kind: 'edited', text: '啊' }))).toEqual(['relayed'])
    expect(inFlow().say('转人工').input({ kind: 'edited', text: '啊' }).said).toEqual([])
  })
})

describe('reachability', () => {
  test('lost and found again is told to whoever works on it, never to her', () => {
    const gone = attended().input({ kind: 'reachability', reachable: false })
    expect([gone.events, gone.conversation.unreachable]).toEqual([[{ kind: 'reachability-changed', reachable: false }], true])
    expect(gone.input({ kind: 'reachability', reachable: false }).events).toEqual([])
    expect(gone.input({ kind: 'reachability', reachable: true }).conversation.unreachable).toBe(false)
  })
  test('any word of hers says that she is there', () => {
    const back = inFlow().input({ kind: 'reachability', reachable: false }).say('菜单')
    expect([back.conversation.unreachable, kinds(back)[0]]).toEqual([false, 'reachability-changed'])
  })
})

describe('a poster’s code', () => {
  const menu = { flow: 'pizza', step: content.flows.pizza?.start ?? '' }
  test.each<[string | null, ReturnType<typeof doorOf>]>([
    ['pizza', { language: null, to: menu }],
    ['zh_pizza', { language: 'zh', to: menu }],
    ['ar', { language: 'ar', to: null }],
    ['xx_pizza', { language: null, to: null }],
    ['zh_nothing-here', { language: 'zh', to: null }],
    ['__proto__', { language: null, to: null }],
    ['', { language: null, to: null }],
    [null, { language: null, to: null }],
  ])('%s', (code, door) => {
    expect(doorOf(content, code)).toEqual(door)
  })
  test('in a language opens the flow at once; without one, after she has chosen', () => {
    const open = (flow: string) => untouched(content).input({ kind: 'opened', language: null, flow })
    expect(at(open('zh_pizza'))).toBe('pizza:kind')
    expect(at(open('pizza').tap('it'))).toBe('pizza:kind')
  })
  test('while she waits for a person it only says that she still does', () => {
    expect(inFlow().say('转人工').input({ kind: 'opened', language: null, flow: 'pizza' }).said[0]).toMatch(/^common:handoff.still/)
  })
})
