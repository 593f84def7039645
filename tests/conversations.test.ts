import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { outcomeLine } from '../src/cli/recording.ts'
import { compile } from '../src/content/compile.ts'
import { advance } from '../src/core/advance.ts'
import type { Conversation } from '../src/core/conversation.ts'
import { type Hints, NO_HINTS } from '../src/core/hints.ts'
import type { Input, InputKind } from '../src/core/input.ts'
import { newConversation } from './support/play.ts'
import { ROOT } from './support/pizzeria.ts'

const FOLDER = join(ROOT, 'tests', 'conversations')
const { content } = compile(ROOT)

type Header = { readonly desk: string; readonly language: string | null; readonly today: string; readonly time: string; readonly flow: string | null }
type Recording = { readonly header: Header; readonly inputs: readonly string[]; readonly lines: readonly string[] }

/** `desk`, `language`, `on`, `flow`, then `> ` what she did and, indented, where she stands. */
function readRecording(text: string): Recording {
  const lines = text.trimEnd().split('\n')
  const begin = lines.findIndex((l) => l.startsWith('> '))
  const named = Object.fromEntries(lines.slice(0, begin).map((l) => [l.slice(0, l.indexOf(': ')), l.slice(l.indexOf(': ') + 2)]))
  const [today = '', time = ''] = (named.on ?? '').split(' ')
  const optional = (value = '-'): string | null => (value === '-' ? null : value)
  return {
    header: { desk: named.desk ?? '', language: optional(named.language), today, time, flow: optional(named.flow) },
    inputs: lines.slice(begin).filter((l) => l.startsWith('> ')), lines: lines.slice(begin),
  }
}

/** The hints that understanding gave are behind the text, as JSON. */
const HINTS = /^(.*) (\{"language":.*\})$/u

function inputOf(line: string, { language, flow }: Header, { script }: Conversation): InputKind {
  const typed = line.slice(2)
  if (typed === '[opened]') return { kind: 'opened', language, flow }
  if (typed.startsWith('#')) return { kind: 'picked', menu: script.menu?.id ?? null, option: typed.slice(1) }
  const [, text = typed, hints] = HINTS.exec(typed) ?? []
  return { kind: 'wrote', text, hints: hints === undefined ? NO_HINTS : (JSON.parse(hints) as Hints) }
}

const saved = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

type Replayed = { readonly lines: readonly string[]; readonly last: Conversation }

/** Between every two turns the conversation is saved and read back. */
function replay({ header, inputs }: Recording): Replayed {
  const { desk, today, time } = header
  const lines: string[] = []
  let last: Conversation = { ...newConversation(header.language ?? 'it'), desk }
  for (const line of inputs) {
    const input = { id: `i${last.revision}`, at: `${today}T09:00:00.000Z`, today, time, ...inputOf(line, header, last) } as Input
    const turn = advance(content, saved(last), saved(input))
    lines.push(line, outcomeLine(turn))
    last = saved(turn.conversation)
  }
  return { lines, last }
}

const files = readdirSync(FOLDER).filter((f) => f.endsWith('.txt')).sort()
const recordings = new Map(files.map((f) => [f, readRecording(readFileSync(join(FOLDER, f), 'utf8'))]))
const recorded = (file: string): Recording => recordings.get(file) ?? (() => { throw new Error(`There is no tests/conversations/${file}`) })()

describe('a recorded conversation goes where it went', () => {
  test.each(files)('%s', (file) => {
    const recording = recorded(file)
    const { header: { language, today, desk, flow } } = recording
    const again = ['npm run chat --', `--record tests/conversations/${file}`, `--desk ${desk}`, `--on ${today}`, language && `--lang ${language}`, flow && `--flow ${flow}`].filter(Boolean).join(' ')
    expect(recording.lines[0]).toBe('> [opened]')
    expect(replay(recording).lines, `If it should go elsewhere now, record it again:\n  ${again}`).toEqual(recording.lines)
  })
  test('no recorded turn failed', () => {
    expect([...recordings].filter(([, r]) => r.lines.some((l) => l.endsWith('!failed'))).map(([file]) => file)).toEqual([])
  })
})

describe('and leaves her where she should be', () => {
  const modeAfter = (file: string) => replay(recorded(file)).last.mode
  test('zh, self-employed, three weeks left: the card, then a person who knows what it is about', () => {
    const { last, lines } = replay(recorded('permit-renewal.self-employed.zh.txt'))
    expect(lines).toContain('  permit-renewal:card-next')
    expect(last.mode).toMatchObject({ kind: 'queued', topic: 'permit.renewal', urgent: null })
    expect(last.answers).toEqual({ 'permit-renewal.holder': 'adult', 'permit-renewal.kind': 'self-employed', 'permit-renewal.expiry': '2026-12-15', 'permit-renewal.length': 'unknown' })
  })
  test('it, a child under 14: a date that reads two ways was confirmed', () => {
    expect(replay(recorded('permit-renewal.child.it.txt')).last.answers).toEqual({ 'permit-renewal.holder': 'child', 'permit-renewal.expiry': '2027-03-12' })
  })
  test('en, late: recognised by her own words, ends with a person', () => {
    const { last, lines } = replay(recorded('permit-renewal.late.en.txt'))
    expect(lines).toContain('  permit-renewal:window-late')
    expect(last.language).toBe('en')
    expect(last.mode).toMatchObject({ kind: 'queued', topic: 'permit.renewal' })
  })
  test('ar, employed for a fixed term: to the card, and to a person', () => {
    const { last, lines } = replay(recorded('permit-renewal.employed.ar.txt'))
    expect(last.language).toBe('ar')
    expect(lines).toContain('  permit-renewal:card-next')
    expect(last.mode).toMatchObject({ kind: 'queued', topic: 'permit.renewal' })
  })
  test('zh, wife and a son of 16, not two years here yet: since when, how much, how large a home, the card, 8 working days', () => {
    const { last, lines } = replay(recorded('family-reunification.wife-and-son.zh.txt'))
    for (const step of ['stay-ahead', 'income-sum', 'suitability', 'card-next', 'papers-china', 'visa-china', 'person ~queued']) expect(lines).toContain(`  family-reunification:${step}`)
    expect(last.answers).toMatchObject({ 'family-reunification.minors': 'one', 'family-reunification.stay-since': '2025-03-12', 'family-reunification.people': '4', 'family-reunification.arrived-on': '2026-11-20' })
  })
  test('it, wife and two children under 14: no rule was found for both together, a person confirms', () => {
    const { last, lines } = replay(recorded('family-reunification.mixed.it.txt'))
    expect(lines).toContain('  family-reunification:income-mixed')
    expect(last.mode).toMatchObject({ kind: 'queued', topic: 'family.reunification' })
  })
  test('en, a certificate for the bank: the stamp, the portal and its errors, the counter of Sesto, the card', () => {
    const { last, lines } = replay(recorded('certificates.bank.en.txt'))
    for (const step of ['stamp-use', 'online', 'error-two-kinds', 'card-next', 'finish']) expect(lines).toContain(`  certificates:${step}`)
    expect(last.answers).toMatchObject({ 'certificates.office': 'private', 'certificates.which': 'residence' })
  })
  test('zh, violence: first in the queue from her first words', () => {
    const { lines } = replay(recorded('urgent.violence.zh.txt'))
    expect(lines[3]).toBe('  - ~queued')
    expect(modeAfter('urgent.violence.zh.txt')).toMatchObject({ kind: 'queued', urgent: 'violence', topic: 'urgent.safety' })
  })
  test('it, lost thread: two misses, then a person', () => {
    const { last } = replay(recorded('lost-thread.it.txt'))
    expect(last.mode).toMatchObject({ kind: 'queued', urgent: null })
  })
  test('zh, back, menu and another language in between: her answers are kept, and make the card', () => {
    const { last, lines } = replay(recorded('permit-renewal.back-menu-language.zh.txt'))
    expect(lines).toContain('  permit-renewal:card-next')
    expect(last.language).toBe('zh')
    expect(last.answers).toEqual({ 'permit-renewal.holder': 'adult', 'permit-renewal.kind': 'study', 'permit-renewal.expiry': '2027-03-14', 'permit-renewal.length': 'unknown' })
  })
})

describe('reading a recording', () => {
  const header: Header = { desk: 'demo', language: 'zh', today: '2026-11-24', time: '10:00', flow: null }
  const start = newConversation('zh')
  const hints: Hints = { language: { tag: 'zh', sure: true }, intents: [{ topic: 'permit.renewal', score: 0.9 }], urgent: null, outOfScope: false, found: [] }
  test.each<[string, string, InputKind]>([
    ['words', '> 续居留 🪪', { kind: 'wrote', text: '续居留 🪪', hints: NO_HINTS }],
    ['words with hints', `> أريد التجديد ${JSON.stringify(hints)}`, { kind: 'wrote', text: 'أريد التجديد', hints }],
    ['words with braces of her own', '> ho {un} permesso', { kind: 'wrote', text: 'ho {un} permesso', hints: NO_HINTS }],
    ['a tap', '> #renew', { kind: 'picked', menu: null, option: 'renew' }],
    ['the opening', '> [opened]', { kind: 'opened', language: 'zh', flow: null }],
  ])('%s', (_, line, input) => {
    expect(inputOf(line, header, start)).toEqual(input)
  })
  test('one wrong place is seen', () => {
    const recording = recorded('lost-thread.it.txt')
    expect(replay(recording).lines).not.toEqual(recording.lines.with(1, '  menu:permit'))
  })
})
