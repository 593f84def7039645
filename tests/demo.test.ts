import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PhoneState } from '../demo/state.ts'
import { operator } from './support/operator.ts'
import { ROOT } from './support/pizzeria.ts'
import { freePort } from './support/telegram.ts'
import { tempFolder } from './support/temp.ts'

/** The pages may have to be built, and the first desk after the examples changed learns them. */
const START = 300_000
const HOUR = 3_600_000

type Demo = { readonly child: ChildProcess; readonly out: () => string; readonly err: () => string; readonly ended: Promise<number | null>; readonly temp: string }

function launch(env: Record<string, string>): Demo {
  const temp = tempFolder('demo')
  const child = spawn(process.execPath, ['--import', 'tsx', join('demo', 'run.ts')], { cwd: ROOT, env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TMPDIR: temp, ...env } })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => { out += chunk })
  child.stderr.on('data', (chunk) => { err += chunk })
  return { child, out: () => out, err: () => err, ended: new Promise((done) => child.once('close', done)), temp }
}

async function until<T>(look: () => Promise<T | undefined | false> | T | undefined | false, what: string, ms = 15_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`It never was so: ${what}`)
}

let demo: Demo
let page = ''
let desk = ''
let account = { email: '', password: '' }

const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> => fetch(`${page}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
const play = async (name: string, action: object): Promise<void> => {
  const done = await post(`phones/${name}`, action)
  if (!done.ok) throw new Error(`${name} ${JSON.stringify(action)}: ${await done.text()}`)
}
const screen = async (name: string): Promise<PhoneState> => {
  const all = (await (await fetch(`${page}state`)).json()) as PhoneState[]
  return all.find((phone) => phone.name === name) ?? Promise.reject(new Error(`There is no ${name}`))
}
type Bubble = PhoneState['bubbles'][number]
const wordsOf = ({ runs }: Bubble): string => runs.map((run) => run.text).join('')
const hears = (name: string, fits: (bubble: Bubble) => boolean, what: string, ms?: number): Promise<Bubble> => until(async () => (await screen(name)).bubbles.findLast((bubble) => bubble.who === 'desk' && fits(bubble)), `${name} shows ${what}`, ms)
const says = (words: string) => (bubble: Bubble): boolean => wordsOf(bubble).includes(words)
const keyOf = ({ tiles = [], list, links = [] }: Bubble, ends: string): string => [...tiles.flat(), ...(list?.rows ?? []), ...links].find(({ key }) => key.endsWith(ends))?.key ?? ''

beforeAll(async () => {
  const [port, demoPort] = [await freePort(), await freePort()]
  demo = launch({ PORT: String(port), DEMO_PORT: String(demoPort) })
  await until(() => demo.out().includes('Ctrl-C') || demo.child.exitCode !== null, 'the addresses are printed', START - 10_000)
  const [, at = '', home = '', email = '', password = ''] = /phones: +(\S+)[\s\S]*web chat: +(\S+)[\s\S]*\/inbox +(\S+) +(\S+)/.exec(demo.out()) ?? []
  page = at
  desk = home.replace(/\/$/, '')
  account = { email, password }
  if (page === '') throw new Error(`It did not start: ${demo.out()}${demo.err()}`)
}, START)
afterAll(() => {
  demo.child.kill('SIGKILL')
  rmSync(demo.temp, { recursive: true, force: true })
})

describe('the demonstration', { timeout: 60_000 }, () => {
  test('answers 你好 on every channel', async () => {
    await play('telegram', { do: 'say', text: '你好 🙂' })
    await play('whatsapp', { do: 'say', text: '你好 🙂' })
    await play('mail', { do: 'say', text: '你好 🙂', subject: '续居留' })
    await play('wechat', { do: 'return' })
    const asked = await hears('wechat', (bubble) => keyOf(bubble, ':zh') !== '', 'the languages')
    await play('wechat', { do: 'tap', key: keyOf(asked, ':zh') })
    await play('wecom', { do: 'say', text: '你好 🙂' })
    await play('telephone', { do: 'return' })
    expect(wordsOf(await hears('telephone', ({ language }) => language === 'zh-CN', 'the languages'))).toMatch(/中文请按 1/)
    await play('telephone', { do: 'press', key: '1' })
    for (const name of ['telegram', 'whatsapp', 'mail', 'wechat', 'wecom', 'telephone']) await hears(name, says('自动助手'), 'who answers')
    expect(wordsOf(await hears('mail', says('Comune di Prova (dimostrazione)'), 'the controller'))).toContain(`${desk}/privacy`)
    expect((await screen('wechat')).menu).not.toEqual([])
  })
  test('a poster opens a procedure in Arabic', async () => {
    for (const name of ['telegram', 'whatsapp', 'wechat']) {
      await play(name, { do: 'newcomer' })
      await play(name, { do: 'poster', code: 'ar_family-reunification' })
      await hears(name, says('العائلة'), 'the procedure')
    }
  })
  test('on 微信客服 a poster opens it in the one greeting that is allowed', async () => {
    await play('wecom', { do: 'newcomer' })
    await play('wecom', { do: 'poster', code: 'zh_permit-renewal' })
    const greeting = await hears('wecom', says('续居留'), 'the procedure')
    expect(greeting.links?.length).toBeGreaterThan(1)
  })
  test('a call is keyed, spoken and ended', async () => {
    await play('telephone', { do: 'newcomer' })
    await play('telephone', { do: 'return' })
    await play('telephone', { do: 'press', key: '6' })
    await hears('telephone', (bubble) => bubble.language === 'ar-XA' && says('مساعد آلي')(bubble), 'who answers, in Arabic')
    await play('telephone', { do: 'say', text: '孩子上学怎么报名' })
    expect((await screen('telephone')).bubbles.filter(({ who }) => who === 'her').map(wordsOf).at(-1)).toContain('孩子上学怎么报名')
    expect((await post('phones/telephone', { do: 'send', what: 'photo' })).status).toBe(409)
    await play('telephone', { do: 'wait' })
    await play('telephone', { do: 'leave' })
    expect((await screen('telephone')).isAway).toBe(true)
    const refused = await post('phones/telephone', { do: 'press', key: '1' })
    expect([refused.status, await refused.json()]).toEqual([409, { problem: expect.stringContaining('riattaccato') }])
  })
  test('a fault that a channel cannot have is said, and does not spare the others', async () => {
    expect((await post('faults', { phones: ['telephone'], fault: 'token' })).status).toBe(409)
    expect((await post('faults', { phones: ['telephone', 'wecom'], fault: 'token' })).status).toBe(204)
    expect([(await screen('telephone')).fault, (await screen('wecom')).fault]).toEqual(['none', 'token'])
    await post('faults', { phones: ['telephone', 'wecom'], fault: 'none' })
  })
  test('what she may not do is refused in words', async () => {
    await play('telegram', { do: 'leave' })
    const refused = await post('phones/telegram', { do: 'say', text: '你好' })
    expect([refused.status, await refused.json()]).toEqual([409, { problem: expect.stringContaining('bloccato') }])
    await play('telegram', { do: 'return' })
    expect((await post('phones/telegram', { do: 'dance' })).status).toBe(400)
    expect((await post('phones/phone', { do: 'leave' })).status).toBe(400)
  })
  test('another site cannot play here', async () => {
    expect((await post('phones/telegram', { do: 'say', text: '你好' }, { origin: 'https://example.org' })).status).toBe(403)
    expect((await fetch(page)).headers.get('content-security-policy')).toContain("default-src 'self'")
  })
  test('a provider that is down keeps the answer waiting; the clock brings it', async () => {
    await play('whatsapp', { do: 'newcomer' })
    await post('faults', { phones: ['whatsapp'], fault: 'down' })
    await play('whatsapp', { do: 'say', text: 'مرحبا' })
    expect((await screen('whatsapp')).fault).toBe('down')
    await post('faults', { phones: ['whatsapp'], fault: 'none' })
    await post('clock', { hours: 1 })
    await hears('whatsapp', () => true, 'the answer', 45_000)
  })
  test('the operators’ inbox takes the printed password, and its day is the telephones’ day', async () => {
    const anna = await operator(desk, account)
    await play('telegram', { do: 'newcomer' })
    await play('telegram', { do: 'poster', code: 'zh' })
    await hears('telegram', says('自动助手'), 'who answers')
    await play('telegram', { do: 'send', what: 'photo' })
    await play('telegram', { do: 'say', text: '/person' })
    const waiting = await until(async () => (await anna.queue()).items[0], 'somebody waits')
    expect((await anna.act(waiting.id, 'take')).status).toBeLessThan(300)
    expect((await anna.reply(waiting.id, '您好，我是 Anna 👋')).status).toBeLessThan(300)
    await hears('telegram', says('我是 Anna 👋'), 'her answer')
    const { entries } = await anna.thread(waiting.id)
    expect(Date.parse(entries.at(-1)?.at ?? '') - Date.now()).toBeGreaterThan(HOUR / 2)
  })
  test('what arrives is told to an open page', async () => {
    const stream = (await fetch(`${page}events`)).body
    const reader = (stream as ReadableStream<Uint8Array>).getReader()
    let heard = ''
    while (!heard.includes('"name":"mail"')) heard += new TextDecoder().decode((await reader.read()).value)
    await reader.cancel()
    expect(heard).toContain('event: phone')
    expect(heard).toContain('event: desk')
  })
  test('a port that is taken is told in words, and nothing is left behind', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as { port: number }
    const refused = launch({ PORT: String(await freePort()), DEMO_PORT: String(port) })
    expect(await refused.ended).toBe(1)
    expect(refused.err()).toMatch(new RegExp(`^La porta ${port} è occupata.*DEMO_PORT=`))
    expect(readdirSync(refused.temp).filter((name) => name.startsWith('sportello-demo'))).toEqual([])
    rmSync(refused.temp, { recursive: true })
    await new Promise((done) => other.close(done))
  })
  test('Ctrl-C ends it and removes what it kept', async () => {
    expect(readdirSync(demo.temp).some((name) => name.startsWith('sportello-demo'))).toBe(true)
    demo.child.kill('SIGINT')
    expect(await demo.ended).toBe(0)
    expect(readdirSync(demo.temp).filter((name) => name.startsWith('sportello-demo'))).toEqual([])
    expect(existsSync(join(ROOT, '.cache', 'understanding'))).toBe(true)
  })
})
