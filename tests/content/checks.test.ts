import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Surroundings } from '../../src/content/checks/check.ts'
import { checkAll, checks } from '../../src/content/checks/index.ts'
import { INBOX_LANGUAGES, SHARED } from '../../src/content/checks/keys.ts'
import { compile } from '../../src/content/compile.ts'
import { formatIssue, type Issue } from '../../src/content/issue.ts'
import { accept } from '../../src/content/state.ts'
import { services } from '../../src/services/index.ts'
import { pizzeriaFolder, ROOT } from '../support/pizzeria.ts'

const BAD = join(ROOT, 'tests', 'fixtures', 'bad')
const folders: string[] = []
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

/** The invented desk with all of the engine's words, its translations accepted. */
function goodFolder(): string {
  const folder = pizzeriaFolder()
  folders.push(folder)
  for (const language of ['it', 'zh', 'ar']) {
    for (const name of [...SHARED.filter((n) => n !== 'menu'), ...(INBOX_LANGUAGES.includes(language) ? ['inbox'] : [])]) {
      cpSync(join(ROOT, 'locales', language, `${name}.json`), join(folder, 'locales', language, `${name}.json`))
    }
  }
  const { locales } = compile(folder)
  for (const language of ['zh', 'ar']) accept(folder, locales, language, null)
  return folder
}

/** A file that no tool can parse is kept as `name.broken`. */
function withFiles(fixture: string): string {
  const folder = goodFolder()
  for (const file of readdirSync(join(BAD, fixture), { recursive: true, withFileTypes: true }).filter((f) => f.isFile())) {
    const from = join(file.parentPath, file.name)
    cpSync(from, join(folder, relative(join(BAD, fixture), from).replace(/\.broken$/, '')))
  }
  return folder
}

const around = (root: string, part: Partial<Surroundings> = {}): Surroundings => ({ root, today: '2026-11-24', labelLimits: { telegram: 60 }, services: { oven: ['done'] }, ...part })
const issuesIn = (root: string, part: Partial<Surroundings> = {}): Issue[] => checkAll(compile(root), around(root, part))

type Expected = { readonly file: string; readonly line: number | null; readonly step?: string; readonly language?: string; readonly names: string; readonly severity?: 'warning' }
type Case = {
  readonly finds: readonly Expected[]
  /** Checks that rightly speak up too, because of the same mistake. */
  readonly also?: readonly string[]
}

const TIP = 'flows/tip.yaml'

/** What each bad fixture must be told. Its name is the check's, with a word after a dot where there are several. */
const CASES: Readonly<Record<string, Case>> = {
  dangling: { finds: [
    { file: TIP, line: 5, step: 'hello', names: 'tip:gone' },
    { file: TIP, line: 3, step: 'old', names: 'nowhere' },
    { file: TIP, line: 7, step: 'hello', names: 'secret.topic' },
  ] },
  'dangling.topic': { finds: [
    { file: 'data/topics.yaml', line: null, names: 'shop.secrets' },
    { file: 'data/topics.yaml', line: null, names: 'kitchen' },
  ] },
  unreachable: { finds: [{ file: TIP, line: 9, step: 'island', names: 'island' }] },
  'no-person': { finds: [
    { file: TIP, line: 4, step: 'hello', names: 'hello' },
    { file: TIP, line: 7, step: 'again', names: 'again' },
  ] },
  'no-person.words': { finds: [{ file: 'locales/ar/lexicon.json', line: null, language: 'ar', names: 'commands.person' }] },
  facts: { finds: [
    { file: 'data/facts/tip.yaml', line: 4, names: 'tip.usual' },
    { file: TIP, line: 4, step: 'hello', names: 'tip.unknown' },
  ] },
  recheck: { finds: [{ severity: 'warning', file: 'data/facts/tip.yaml', line: 4, names: 'tip.usual' }] },
  rules: { finds: [
    { file: TIP, line: 4, step: 'hello', names: 'pizza-window' },
    { file: TIP, line: 4, step: 'hello', names: 'tip.coins' },
    { file: TIP, line: 8, step: 'guess', names: 'term is missing, label is missing, until is unknown' },
    { file: TIP, line: 8, step: 'guess', names: 'past' },
    { file: TIP, line: 11, step: 'fetch', names: 'waiter' },
    { file: TIP, line: 11, step: 'fetch', names: 'failed' },
    { file: TIP, line: 14, step: 'bake', names: 'done' },
  ] },
  why: { finds: [{ file: TIP, line: 4, step: 'hello', names: 'codice-fiscale' }] },
  'missing-text': { finds: [{ file: TIP, line: 6, step: 'bye', language: 'it', names: 'tip:steps.bye.text' }] },
  'missing-text.translation': { finds: [
    { file: 'flows/pizza.yaml', line: 9, step: 'kind', language: 'zh', names: 'steps.kind.hint' },
    { file: 'flows/pizza.yaml', line: 39, step: 'done', language: 'zh', names: 'steps.done.options.cook' },
    { file: 'locales/zh/menu.json', line: null, language: 'zh', names: 'title' },
  ] },
  'unused-text': { finds: [{ file: 'locales/zh/menu.json', line: 5, language: 'zh', names: 'steps.cellar.text' }] },
  'stale-text': { finds: [
    { file: 'locales/zh/menu.json', line: null, language: 'zh', names: 'steps.main.text' },
    { file: 'locales/ar/menu.json', line: null, language: 'ar', names: 'npm run accept -- ar menu' },
  ] },
  placeholders: { finds: [
    { file: 'locales/zh/services/shop.hours.json', line: 3, language: 'zh', names: 'cost' },
    { file: 'locales/ar/services/shop.hours.json', line: 3, language: 'ar', names: 'text has a brace' },
  ] },
  glossary: { finds: [
    { file: 'locales/zh/pizza.json', line: 6, language: 'zh', names: 'steps.kind.text does not say «pizza»' },
    { file: 'locales/zh/pizza.json', line: 12, language: 'zh', names: 'says «厨师» for «cuoco»' },
    { file: 'locales/zh/pizza.json', line: 12, language: 'zh', names: '大厨' },
    { file: 'locales/zh/pizza.json', line: 5, language: 'zh', names: 'steps.hello.text mentions «pizza»' },
  ] },
  unfilled: { finds: [{ file: TIP, line: 4, step: 'hello', names: '{{sum}}' }] },
  ambiguous: { finds: [
    { file: TIP, line: 4, step: 'hello', language: 'it', names: 'small and large' },
    { file: TIP, line: 4, step: 'hello', language: 'it', names: '«2»' },
  ] },
  'label-length': { finds: [{ file: TIP, line: 4, step: 'hello', language: 'it', names: 'The label of large has 62 characters, telegram shows 60' }] },
  syntax: { finds: [{ file: 'locales/zh/menu.json', line: 5, names: 'missing brace' }], also: ['missing-text'] },
  'syntax.yaml': { finds: [{ file: TIP, line: 5, names: 'Mend the YAML' }] },
  shape: { finds: [{ file: TIP, line: 5, names: 'steps.hello.ask' }] },
  'shape.field': { finds: [{ file: TIP, line: 4, names: '"colour"' }] },
  'shape.words': { finds: [
    { file: 'locales/zh/menu.json', line: 5, names: 'steps.main.hint' },
    { file: 'locales/zh/menu.json', line: 7, names: 'steps.main.synonyms.pizza' },
  ] },
  'shape.empty': { finds: [{ file: TIP, line: null, names: 'the file' }] },
  'shape.source': { finds: [{ file: 'data/facts/tip.yaml', line: 3, names: 'waiter' }] },
  'shape.twice': { finds: [{ file: 'data/facts/tip.yaml', line: 4, names: 'pizza.price' }] },
  'shape.name': { finds: [{ file: TIP, line: 1, names: 'mancia' }] },
  'shape.sheet': { finds: [{ file: 'data/services/shop.doors.yaml', line: 1, names: 'shop.windows' }], also: ['missing-text'] },
  'missing-language': { finds: [{ file: 'locales/languages.json', line: null, language: 'uk', names: 'locales/uk' }], also: ['missing-text'] },
}

const checkOf = (fixture: string): string => fixture.split('.')[0] ?? ''
const placeOf = ({ file, line, step, language, severity = 'error' }: { file: string; line: number | null; step?: string | undefined; language?: string | undefined; severity?: string }) =>
  ({ severity, file, line, step: step ?? null, language: language ?? null })

test('the good fixture has nothing to be told', () => {
  const root = goodFolder()
  expect(issuesIn(root).map(formatIssue)).toEqual([])
})

describe('every check', () => {
  test.each(Object.keys(checks))('%s has a bad fixture that it alone finds', (check) => {
    expect(existsSync(join(BAD, check)), `make tests/fixtures/bad/${check}`).toBe(true)
    expect(CASES, `say here what tests/fixtures/bad/${check} must be told`).toHaveProperty([check])
    expect(CASES[check]?.finds).not.toEqual([])
  })
  test('every bad fixture is a case', () => {
    expect(readdirSync(BAD).sort()).toEqual(Object.keys(CASES).sort())
  })
})

describe('a bad fixture is told where, what and how to mend it', () => {
  test.each(Object.entries(CASES))('%s', (fixture, { finds, also = [] }) => {
    const all = issuesIn(withFiles(fixture))
    const mine = all.filter((i) => i.check === checkOf(fixture))
    expect(mine.map(placeOf), all.map(formatIssue).join('\n')).toEqual(finds.map(placeOf))
    mine.forEach((issue, i) => {
      expect(issue.message).not.toBe('')
      expect(issue.cure).not.toBe('')
      expect(formatIssue(issue)).toContain(finds[i]?.names)
    })
    expect([...new Set(all.map((i) => i.check))].filter((c) => c !== checkOf(fixture)).sort()).toEqual([...also].sort())
  })
})

describe('reading never throws for what an editor wrote', () => {
  test.each(['locales/languages.json', 'data/topics.yaml', 'data/comuni.yaml', 'data/urgent-advice.yaml'])('%s is not there', (file) => {
    const root = goodFolder()
    rmSync(join(root, file))
    expect(issuesIn(root).filter((i) => i.check === 'missing-file').map(placeOf)).toEqual([placeOf({ file, line: null })])
  })
  test('a language without a lexicon', () => {
    const root = goodFolder()
    rmSync(join(root, 'locales', 'ar', 'lexicon.json'))
    expect(issuesIn(root).map((i) => [i.check, ...Object.values(placeOf(i))])).toEqual([['missing-text', 'error', 'locales/ar/lexicon.json', null, null, 'ar']])
  })
})

describe('recheck by the calendar', () => {
  const root = goodFolder()
  const compiled = compile(root)
  test.each(['2027-01-02', '2030-06-15', '2099-12-31'])('on %s it warns and is never red', (today) => {
    const issues = [...(checks.recheck?.(compiled, around(root, { today })) ?? [])]
    expect(issues).toHaveLength(compiled.facts.size)
    expect(new Set(issues.map((i) => i.severity))).toEqual(new Set(['warning']))
  })
  test('on the day itself it is still quiet', () => {
    expect([...(checks.recheck?.(compiled, around(root, { today: '2027-01-01' })) ?? [])]).toEqual([])
  })
})

describe('label-length', () => {
  test('goes by the channel: what one shows whole another cuts', () => {
    const root = withFiles('label-length')
    expect(issuesIn(root, { labelLimits: { telegram: 62 } })).toEqual([])
    expect(issuesIn(root, { labelLimits: { telegram: 62, whatsapp: 20 } }).filter((i) => i.step === 'hello').map((i) => i.message)).toEqual(['The label of large has 62 characters, whatsapp shows 20.'])
  })
})

describe('the shipped content', () => {
  const compiled = compile(ROOT)
  const known = Object.fromEntries([...services].map(([name, s]) => [name, s.cases]))
  test('has no errors', () => {
    const today = new Date().toISOString().slice(0, 10)
    const errors = checkAll(compiled, around(ROOT, { today, labelLimits: {}, services: known })).filter((i) => i.severity === 'error')
    expect(errors.map(formatIssue)).toEqual([])
  })
  /** Titles still to be shortened: they are labels of the menu. When one is, take it from here. */
  test('has no label above 60 characters, but those that are known', () => {
    const run = checks['label-length'] ?? (() => { throw new Error('label-length is not registered') })
    expect([...run(compiled, around(ROOT))].map((i) => `${/label of (\S+)/.exec(i.message)?.[1]} ${i.language}`).sort()).toEqual([])
  })
})
