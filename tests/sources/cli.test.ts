import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import type { FactRevision } from '../../src/core/facts.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { pizzeriaFolder, ROOT } from '../support/pizzeria.ts'
import { startPostgres } from '../support/postgres.ts'
import { page, type Site, startSite } from '../support/site.ts'
import { tempFolder } from '../support/temp.ts'

vi.setConfig({ testTimeout: 60_000 })

const server = await startPostgres()
afterAll(() => server?.stop())

let root: string
let dataDir: string
let site: Site
let pages: Parameters<typeof startSite>[0]

/** The invented desk, whose board is a page of ours. */
beforeEach(async () => {
  pages = { '/menu': page('<p>Margherita: 6,50 euro</p>') }
  site = await startSite(pages)
  root = pizzeriaFolder()
  dataDir = tempFolder('cli')
  const facts = join(root, 'data', 'facts', 'pizza.yaml')
  writeFileSync(facts, readFileSync(facts, 'utf8').replace('https://pizzeria.example/menu', `${site.url}/menu`))
  writeFileSync(join(root, 'data', 'publishers.yaml'), 'publishers:\n  127.0.0.1: La pizzeria\n')
})
afterEach(async () => {
  await site.close()
  for (const folder of [root, dataDir]) rmSync(folder, { recursive: true })
})

type Ran = { readonly status: number | null; readonly out: string; readonly err: string }
const command = (name: string, args: readonly string[]): string[] => ['--import', import.meta.resolve('tsx'), join(ROOT, 'src', 'cli', `${name}.ts`), ...args]
const environment = (env: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, SOURCES_ALLOW_LOCAL: '1', SOURCES_PAUSE_SECONDS: '0', ...env })

/** The real command beside this process, which serves its pages meanwhile. */
const run = (name: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((done) => {
    const child = spawn(process.execPath, command(name, args), { cwd: root, env: environment(env) })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => { out += text })
    child.stderr.on('data', (text) => { err += text })
    child.on('close', (status) => done({ status, out, err }))
  })
const facts = (args: readonly string[], env: Record<string, string> = {}): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, command('facts', args), { cwd: root, encoding: 'utf8', env: environment(env) })
  return { status, out: stdout, err: stderr }
}
const openDesk = (): Promise<Store> => openSqlite({ path: join(dataDir, 'desk.sqlite'), synchronous: 'NORMAL' })
const correction = (amount: number): FactRevision => ({
  id: 'r1', fact: 'pizza.price', at: '2099-01-01T10:00:00.000Z', by: 'anna', byName: 'Anna 安娜', kind: 'corrected', note: 'al telefono',
  values: (compile(root).content.facts['pizza.price']?.values ?? []).slice(0, 1).map((v) => ({ ...v, value: amount, validUntil: null })),
})

describe('sources check', () => {
  test('tells each page and what changed on it, and looks again only when that is wanted', async () => {
    const first = await run('sources', ['check'])
    expect(first).toMatchObject({ status: 0, err: '' })
    expect(first.out).toBe(`first       ${site.url}/menu\n1 checked, 0 changed, 0 moved, 0 gone, 0 unreachable\n`)
    expect((await run('sources', ['check'])).out).toBe('0 checked, 0 changed, 0 moved, 0 gone, 0 unreachable\n')
    pages['/menu'] = page('<p>Margherita: 7 euro</p>')
    const changed = await run('sources', ['check', '--all'])
    expect(changed.out).toContain(`changed     ${site.url}/menu\n    before:\n      | Margherita: 6,50 euro\n    now:\n      | Margherita: 7 euro\n1 checked, 1 changed`)
    const named = await run('sources', ['check', `${site.url}/menu#today`, 'https://example.org/x'])
    expect(named.out).toContain('skipped     https://example.org/x\n            It is no page of an institutional source.')
    expect(named.out).toContain(`unchanged   ${site.url}/menu`)
  })
  test('says who it is', async () => {
    await run('sources', ['check'], { PUBLIC_URL: 'https://sportello.comune.example.it' })
    expect(new Set(site.asked.map((r) => r.headers['user-agent']))).toEqual(new Set(['Sportello/0.1.0 (+https://sportello.comune.example.it)']))
  })
  test('while a desk holds the file: exit 1, and told', async () => {
    const store = await openDesk()
    const { status, err } = await run('sources', ['check'])
    expect(err).toContain('Another process is using')
    expect(status).toBe(1)
    await store.close()
  })
  test('is ended by Ctrl-C in the middle of a page', async () => {
    const child = spawn(process.execPath, command('sources', ['check']), { cwd: root, env: environment({}) })
    let err = ''
    child.stderr.on('data', (text) => { err += text })
    pages['/menu'] = () => void child.kill('SIGINT')
    expect(await new Promise((done) => child.on('close', done))).toBe(1)
    expect(err).toContain('Stopped.')
  })
  test.each([[[]], [['look']], [['check', 'no address']], [['check', '--every']]])('%j: exit 2, with the usage', async (args) => {
    const { status, err } = await run('sources', args)
    expect(err).toContain('npm run sources -- check')
    expect(status).toBe(2)
  })
})

describe('facts where', () => {
  test('every place that says a fact, and the texts with the placeholder that it fills, in every language', () => {
    const { status, out, err } = facts(['where', 'pizza.price'])
    expect(err).toBe('')
    expect(out).toContain('pizza.price  6.5 eur')
    expect(out).toContain('written at data/facts/pizza.yaml:5')
    expect(out).toMatch(/^ {2}data\/services\/shop\.hours\.yaml:\d+ {2}pointer \{\{\w+\}\}$/m)
    for (const language of ['it', 'zh', 'ar']) expect(out).toMatch(new RegExp(`^ {2}locales/${language}/services/shop\\.hours\\.json:\\d+ {2}${language} {2}services/shop\\.hours:text \\{\\{\\w+\\}\\}$`, 'm'))
    expect(status).toBe(0)
  })
  test('urgent advice too', () => expect(facts(['where', 'danger.emergency']).out).toContain('urgent advice violence'))
  test('a name that is not there: exit 2, and those like it', () => {
    const { status, err } = facts(['where', 'pizza.prize'])
    expect(err).toMatch(/There is no fact pizza\.prize\. Like it are: pizza\.price/)
    expect(status).toBe(2)
    expect(facts(['where', 'constructor']).status).toBe(2)
  })
  test('the revision in force, where there is a desk, whether it runs or not; it is only read', async () => {
    expect(facts(['where', 'pizza.price']).out).not.toContain('corrected')
    const store = await openDesk()
    await store.addFactRevision(correction(9))
    const { out, err } = facts(['where', 'pizza.price'])
    expect(err).toBe('')
    expect(out).toContain('pizza.price  9 eur')
    expect(out).toContain('corrected by Anna 安娜 on 2099-01-01: al telefono (in force)')
    await store.close()
    expect(facts(['where', 'pizza.price']).out).toContain('pizza.price  9 eur')
  })
  test.skipIf(server === null)('the same from PostgreSQL, and nothing is made in an empty one', async () => {
    const database = (await server?.freshDatabase()) ?? expect.fail('no server')
    expect(facts(['where', 'pizza.price'], { DATABASE_URL: database.url })).toMatchObject({ status: 0, err: '' })
    const store = await openPostgres({ url: database.url })
    await store.addFactRevision(correction(9))
    await store.close()
    expect(facts(['where', 'pizza.price'], { DATABASE_URL: database.url }).out).toContain('pizza.price  9 eur')
    await database.drop()
  })
})

describe('facts due', () => {
  test('first what is being checked, then what was to be verified, then by its day', async () => {
    const store = await openDesk()
    await store.claimSources([`${site.url}/menu`], '2099-01-01T00:00:00.000Z', '2099-01-01T01:00:00.000Z')
    const known = (await store.sourceCheck(`${site.url}/menu`)) ?? expect.fail('the page is not there')
    await store.saveSourceCheck({ ...known, state: 'changed', changedAt: '2099-01-01T00:00:00.000Z' }, '2099-01-01T01:00:00.000Z')
    await store.close()
    const { status, out } = facts(['due', '--days', '36500'])
    const heads = out.split('\n').filter((line) => /^[A-Z ]+$/.test(line) && line !== '')
    expect(heads).toEqual(heads.toSorted((a, b) => ['BEING CHECKED', 'PAST ITS DAY', 'TO BE VERIFIED', 'SOON'].indexOf(a) - ['BEING CHECKED', 'PAST ITS DAY', 'TO BE VERIFIED', 'SOON'].indexOf(b)))
    expect(heads[0]).toBe('BEING CHECKED')
    expect(out).toMatch(new RegExp(`BEING CHECKED\\n\\S+ {2}.*being-checked; read again by 2027-01-01; \\d+ uses\\n {2}Lavagna della pizzeria, read on 2026-11-20\\n {2}${site.url}/menu`))
    expect(out).toMatch(/\d+ facts to read again by 36500 days from/)
    expect(status).toBe(0)
  })
  test.each([[[]], [['due', '--days', 'tomorrow']], [['due', 'pizza.price']], [['where']], [['where', 'a.b', 'c.d']]])('%j: exit 2, with the usage', (args) => {
    const { status, err } = facts(args)
    expect(err).toContain('npm run facts -- where NAME')
    expect(status).toBe(2)
  })
})
