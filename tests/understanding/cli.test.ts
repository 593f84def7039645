import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CACHE } from './setup.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

test('npm run understand answers line by line, and a malformed line does not stop the stream', () => {
  const input = [
    '{"text":"我要续居留"}',
    '',
    'not json',
    '{"lang":"it"}',
    '{"text":"mio marito mi picchia","lang":"it"}',
    '[]',
    '{"text":""}',
    '{"text":"grazie","lang":7}',
  ].join('\n')
  const run = spawnSync('node', ['--import', 'tsx', 'src/cli/understand.ts'], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    env: { ...process.env, UNDERSTANDING_CACHE: CACHE },
  })
  expect(run.status, run.stderr).toBe(0)
  const lines = run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(7)
  expect(lines[0]).toMatchObject({ lang: 'zh', urgent: null, outOfScope: false })
  expect(lines[0].intents[0]).toEqual({ intent: 'permit.renewal', score: expect.any(Number) })
  expect(lines[1].error).toMatch(/^line 3: /)
  expect(lines[2].error).toMatch(/^line 4: .*text/)
  expect(lines[3]).toMatchObject({ lang: 'it', urgent: 'violence' })
  expect(lines[4].error).toMatch(/^line 6: /)
  expect(lines[5]).toEqual({ lang: null, intents: [], urgent: null, outOfScope: false })
  expect(lines[6].error).toMatch(/^line 8: .*lang/)
}, 60_000)

const cli = (...args: string[]) => spawnSync('node', ['--import', 'tsx', 'src/cli/understand.ts', ...args], { cwd: ROOT, encoding: 'utf8', input: '', env: { ...process.env, UNDERSTANDING_CACHE: CACHE } })

test('--explain says why: language, concepts, topics with what spoke for them', () => {
  const { status, stdout } = cli('--explain', '我的居留下个月到期，怎么续')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^language {3}zh/)
  expect(stdout).toMatch(/concepts {3}.*permit.*expire|concepts {3}.*expire.*permit/)
  expect(stdout).toMatch(/\d\.\d\d {2}permit\.renewal\n {6}\S+ -?\d/)
})

test('another word is answered with what may be said', () => {
  const { status, stderr } = cli('--guess')
  expect(status).toBe(1)
  expect(stderr).toContain('--evaluate')
})
