import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { checkAll } from '../src/content/checks/index.ts'
import { compile } from '../src/content/compile.ts'
import { pizzeriaFolder, ROOT } from './support/pizzeria.ts'
import { tempFolder } from './support/temp.ts'

/** Every test starts processes. */
vi.setConfig({ testTimeout: 120_000 })

const folder = tempFolder('cli')
const folders = [folder]
afterAll(() => { for (const f of folders) rmSync(f, { recursive: true, force: true }) })

type Ran = { readonly status: number | null; readonly out: string; readonly err: string }

/** The real command, as a process of its own. */
function run(name: string, args: readonly string[], options: { input?: string; cwd?: string } = {}): Ran {
  const { input = '', cwd = ROOT } = options
  const done = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), join(ROOT, 'src', 'cli', `${name}.ts`), ...args], {
    cwd, input, encoding: 'utf8', env: { ...process.env, UNDERSTANDING_CACHE: join(folder, 'model') },
  })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

/** The model is trained once: training is not what these tests are about. */
beforeAll(() => {
  mkdirSync(join(ROOT, '.cache', 'understanding'), { recursive: true })
  cpSync(join(ROOT, '.cache', 'understanding'), join(folder, 'model'), { recursive: true })
})

describe('check', () => {
  test('the shipped content passes: exit 0 and a count', () => {
    const { status, out, err } = run('check', [])
    expect(err).toBe('')
    expect(out).toMatch(/^0 errors, \d+ warnings\n$/m)
    expect(status).toBe(0)
  })
  test('bad content is told with place and cure, and exit 1', () => {
    const root = pizzeriaFolder()
    folders.push(root)
    writeFileSync(join(root, 'flows', 'tip.yaml'), 'flow: tip\nstart: hello\nsteps:\n  hello: { say: , next: bye\n')
    const { status, out } = run('check', [root])
    expect(out).toMatch(/^error \[syntax\] flows\/tip\.yaml:5\n {2}\S.*\n {2}→ Mend the YAML/m)
    expect(out).toMatch(/\n[1-9]\d* errors, 0 warnings\n$/)
    expect(status).toBe(1)
  })
  test('a folder without content is told, not thrown', () => {
    const { status, out, err } = run('check', [join(folder, 'nowhere-到处')])
    expect(out).toContain('error [missing-file] locales/languages.json\n  There is no locales/languages.json.')
    expect(err).toBe('')
    expect(status).toBe(1)
  })
})

describe('chat', () => {
  test('in Chinese, on a day, until the empty line', () => {
    const { status, out } = run('chat', ['--lang', 'zh', '--on', '2026-11-24', '--flow', 'permit-renewal'], { input: '我要续居留\n我自己\n自雇\n2026年12月15日\n\n菜单\n' })
    expect(status).toBe(0)
    expect(out).toContain('2026年12月15日星期二（还有21天）')
    expect(out).not.toContain('您需要什么？')
  })
  test('records what was done and where she stands', () => {
    const file = join(folder, 'recorded.txt')
    const { status, out } = run('chat', ['--on', '2026-11-24', '--lang', 'ar', '--record', file], { input: '1\n#nowhere-🚪\nشخص\n' })
    expect(status).toBe(0)
    expect(out).toContain(`Recorded in ${file}.`)
    expect(out).toContain('(handed-off: asked)')
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.slice(0, 4)).toEqual(['desk: demo', 'language: ar', expect.stringMatching(/^on: 2026-11-24 \d\d:\d\d$/), 'flow: -'])
    expect(lines.slice(4)).toEqual(['> [opened]', '  menu:main', '> 1', '  menu:permit', '> #nowhere-🚪', '  menu:permit', '> شخص', '  menu:permit ~queued', ''])
  })
  test.each(['2027-02-30', '明天'])('--on %s is no day: exit 2, with the usage', (day) => {
    const { status, out, err } = run('chat', ['--on', day])
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(`--on ${day} is no day.`)
    expect(err).toContain('npm run chat --')
  })
  test.each<[string, string[], string]>([
    ['an unknown channel', ['--channel', 'pigeon-🕊️'], 'There is no channel pigeon-🕊️. There are: web-chat'],
    ['an unknown desk', ['--desk', 'sportello-银河'], 'There is no desk sportello-银河. There are: demo'],
    ['an unknown flow', ['--flow', 'rinnovo'], 'There is no flow rinnovo. There are: certificates, family-reunification, menu, permit-renewal'],
    ['an unknown language', ['--lang', 'tlh'], 'There is no language tlh. There are: zh, it, en, es, fr, ar'],
    ['an unknown option', ['--langue', 'fr'], 'npm run chat --'],
  ])('%s: exit 2, and what there is', (_, args, words) => {
    const { status, err } = run('chat', args)
    expect(err).toContain(words)
    expect(status).toBe(2)
  })
})

describe('show', () => {
  test('a flow with its words, and as a graph', () => {
    const { status, out } = run('show', ['menu'])
    expect(status).toBe(0)
    expect(out).toMatch(/\nmain {2}\[choose\]\n {4}\S/)
    expect(out).toContain('→ permit')
    expect(out).toContain('flowchart TD')
    expect(out).toContain('main -->')
  })
  test('a pointer', () => {
    const { status, out } = run('show', ['services/permit.renewal', '--lang', 'zh'])
    expect(status).toBe(0)
    expect(out).toContain('info  [end]')
    expect(out).toContain('居留')
    expect(out).not.toContain('(not in this language)')
  })
  test.each<[string, string[], string]>([['an unknown flow', ['续居留'], 'There is no flow 续居留: certificates, family-reunification, menu, permit-renewal'], ['a name that every object has', ['toString'], 'There is no flow toString']])('%s: exit 2, and what there is', (_, args, words) => {
    const { status, out, err } = run('show', args)
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(words)
  })
})

describe('accept', () => {
  const root = pizzeriaFolder()
  folders.push(root)
  const stale = (): string[] => checkAll(compile(root), { root, today: '2026-11-24', labelLimits: {}, services: {} }).filter((i) => i.check === 'stale-text' && i.language === 'zh').map((i) => i.file)
  test('what is stale is accepted, one file or all', () => {
    expect(stale()).toContain('locales/zh/menu.json')
    expect(run('accept', ['zh', 'menu'], { cwd: root })).toEqual({ status: 0, out: '4 texts accepted for zh.\n', err: '' })
    expect(stale()).not.toContain('locales/zh/menu.json')
    expect(stale()).not.toEqual([])
    expect(run('accept', ['zh'], { cwd: root }).status).toBe(0)
    expect(stale()).toEqual([])
  })
  test('an unknown language: exit 1, and which there are', () => {
    const { status, err } = run('accept', ['中文'], { cwd: root })
    expect(err).toContain('Say which language: zh, it, ar.')
    expect(status).toBe(1)
  })
})

describe('understand', () => {
  test('one JSON answer a line, in order; a malformed line is told and the next is read; an empty one is skipped', () => {
    const { status, out } = run('understand', [], { input: '{"text":"我要续居留 🪪"}\n\n{"text": oops\n{"text":"أريد تجديد تصريح الإقامة","lang":"ar"}\n' })
    const answers = out.trimEnd().split('\n').map((l) => JSON.parse(l) as { lang?: string; intents?: { intent: string }[]; error?: string })
    expect(status).toBe(0)
    expect(answers.map((a) => [a.lang, a.intents?.[0]?.intent, a.error?.slice(0, 7)])).toEqual([
      ['zh', 'permit.renewal', undefined], [undefined, undefined, 'line 3:'], ['ar', 'permit.renewal', undefined],
    ])
  })
})
