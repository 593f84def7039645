import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { citizen } from './support/citizen.ts'
import { ROOT } from './support/pizzeria.ts'
import { tempFolder } from './support/temp.ts'

const running: ChildProcess[] = []
afterEach(() => { for (const child of running.splice(0)) child.kill('SIGKILL') })

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

function launch(env: Record<string, string>, cwd = ROOT) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { cwd, env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0', LOG_LEVEL: 'silent', SOURCES_WATCH: 'off', ...env } })
  running.push(child)
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => { out += chunk })
  child.stderr.on('data', (chunk) => { err += chunk })
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })))
  const open = new Promise<string>((done) => child.stdout.on('data', () => {
    const url = /Citizens: +(\S+)\//.exec(out)?.[1]
    if (url) done(url)
  }))
  return { child, ended, open, out: () => out }
}

function dataDir(): string {
  const folder = tempFolder('process')
  mkdirSync(join(ROOT, '.cache', 'understanding'), { recursive: true })
  symlinkSync(join(ROOT, '.cache', 'understanding'), join(folder, 'understanding'))
  return folder
}

describe('the program', { timeout: 60_000 }, () => {
  test('opens a desk without any setting, prints its addresses and the first operator’s password once', async () => {
    const folder = dataDir()
    const first = launch({ DATA_DIR: folder })
    await first.open
    expect(first.out()).toMatch(/First operator: admin@sportello.local, password \S{12,} \(shown only now\)/)
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    const second = launch({ DATA_DIR: folder })
    await second.open
    expect(second.out()).not.toContain('password')
  })
  test('SIGTERM ends it in order, with a stream open and messages under way', async () => {
    const desk = launch({ DATA_DIR: dataDir() })
    const url = await desk.open
    const li = await citizen(url, 'zh')
    const stream = await fetch(`${url}/api/chat/events`, { headers: { authorization: `Bearer ${li.token}`, accept: 'text/event-stream' } })
    await (stream.body as ReadableStream).getReader().read()
    desk.child.kill('SIGTERM')
    expect((await desk.ended).code).toBe(0)
  })
  test('a second one on the same folder is told so', async () => {
    const folder = dataDir()
    await launch({ DATA_DIR: folder }).open
    const { code, err } = await launch({ DATA_DIR: folder }).ended
    expect([code, err]).toEqual([1, expect.stringContaining('Another process is using')])
  })
  test.each([
    [{ PORT: 'ottanta' }, 'for example PORT=8080'], [{ HOST: '0.0.0.0' }, 'does not say controller and privacy_contact'], [{ DESK: 'altrove' }, 'there is no data/desks/altrove.yaml'], [{ DATA_DIR: '/dev/null/desk' }, 'DATA_DIR: /dev/null/desk cannot be written'], [{ DATA_DIR: '/sys/desk' }, 'DATA_DIR: /sys/desk cannot be written'],
  ])('%j is refused in words with the cure', async (env, words) => {
    const { code, err } = await launch({ DATA_DIR: dataDir(), ...env }).ended
    expect([code, err]).toEqual([1, expect.stringContaining(words)])
    expect(err).not.toMatch(/\n\s+at /)
  })
  test('content that cannot be served: file, line and cure', async () => {
    const copy = tempFolder('content')
    for (const name of ['src', 'flows', 'data', 'locales', 'package.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(copy, name), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    const file = join(copy, 'locales', 'zh', 'common.json')
    writeFileSync(file, readFileSync(file, 'utf8').trimEnd().slice(0, -1))
    const { code, err } = await launch({ DATA_DIR: dataDir() }, copy).ended
    expect(code).toBe(1)
    expect(err).toMatch(/locales\/zh\/common\.json:\d+[\s\S]*→ Mend the JSON/)
  })
})
