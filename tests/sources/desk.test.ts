import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClock } from '../../src/clock.ts'
import { compile } from '../../src/content/compile.ts'
import type { FactRevision } from '../../src/core/facts.ts'
import { createFactsInForce } from '../../src/facts-in-force.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { citizen } from '../support/citizen.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { page, type Site, startSite } from '../support/site.ts'
import { publicRoot } from '../support/telegram.ts'
import { tempFolder } from '../support/temp.ts'

const FACT = 'permit.fee.card'
const POINTER = 'services/permit.longterm'

let pages: Parameters<typeof startSite>[0]
let site: Site
let root: string
let desk: TestDesk | null = null
let night: string

/** The product's content, with the page of the card's cost on a site of our own, and no other publisher. */
beforeEach(async () => {
  pages = { '/costi': page('<h1>Costi</h1><p>Carta elettronica: 30,46 euro</p>') }
  site = await startSite(pages)
  root = publicRoot()
  const facts = join(root, 'data', 'facts', 'permit.yaml')
  writeFileSync(facts, readFileSync(facts, 'utf8').replace(/https:\/\/www\.portaleimmigrazione\.it\/ITA\/tabelleCosti\.html/g, `${site.url}/costi`))
  writeFileSync(join(root, 'data', 'publishers.yaml'), 'publishers:\n  127.0.0.1: Un ufficio\n')
  night = '2026-11-25'
})
afterEach(async () => {
  await desk?.end()
  desk = null
  await site.close()
  rmSync(root, { recursive: true })
})

const now = (): Date => new Date(`${night}T01:30:00.000Z`)
const open = () => startDesk({ root, now, env: { SOURCES_WATCH: 'on', SOURCES_ALLOW_LOCAL: '1', SOURCES_PAUSE_SECONDS: '0' } })

/** What somebody who asks now is told of the page, in words. */
async function doubt(url: string, language: string): Promise<string | undefined> {
  const she = await citizen(url, language, POINTER)
  const messages = await she.messages()
  return messages.flatMap((m) => m.sources).find((s) => s.url === `${site.url}/costi`)?.doubt
}
const words = (language: string): string => JSON.parse(readFileSync(join(root, 'locales', language, 'common.json'), 'utf8')).certainty['being-checked']
/** Of every fact that rests on the page. */
const confirmations = (): FactRevision[] =>
  Object.values(compile(root).content.facts).filter((f) => f.values.some((v) => v.source.url === `${site.url}/costi`))
    .map((f, i) => ({ id: `r${100 + i}`, fact: f.name, at: now().toISOString(), by: 'anna', byName: 'Anna', kind: 'confirmed', note: null, values: f.values }))

test('a citizen reads that a fact is being checked in the morning after its page changed, and no longer once it is confirmed', async () => {
  desk = await open()
  await vi.waitFor(() => expect(site.asked.map((r) => r.url)).toEqual(['/robots.txt', '/costi']), { timeout: 10_000 })
  expect(await doubt(desk.url, 'it')).not.toBe(words('it'))
  pages['/costi'] = page('<h1>Costi</h1><p>Carta elettronica: 40 euro</p>')
  night = '2026-11-26'
  desk = await desk.again()
  const { url, revise } = desk
  await vi.waitFor(async () => expect(await doubt(url, 'it')).toBe(words('it')), { timeout: 10_000, interval: 200 })
  expect(await doubt(url, 'zh')).toBe(words('zh'))
  expect(await doubt(url, 'ar')).toBe(words('ar'))
  const [first, ...rest] = confirmations()
  if (first) await revise(first)
  // The worst of what one page is the source of.
  expect(await doubt(url, 'it')).toBe(words('it'))
  for (const one of rest) await revise(one)
  expect(await doubt(url, 'it')).not.toBe(words('it'))
  // And so it stays for who starts later.
  desk = await desk.again()
  expect(await doubt(desk.url, 'it')).not.toBe(words('it'))
})

test('a desk that is stopped while a page hangs does not wait for it, and does not say that it could not be had', async () => {
  pages['/costi'] = () => {}
  desk = await open()
  await vi.waitFor(() => expect(site.asked.map((r) => r.url)).toEqual(['/robots.txt', '/costi']), { timeout: 10_000 })
  await desk.stop()
  const store = await openSqlite({ path: join(desk.dataDir, 'desk.sqlite'), synchronous: 'NORMAL' })
  expect(await store.sourceCheck(`${site.url}/costi`)).toMatchObject({ state: null, failures: 0 })
  await store.close()
  rmSync(desk.dataDir, { recursive: true })
  desk = null
})

test('a desk that is told not to watch asks nobody', async () => {
  desk = await startDesk({ root, now, env: { SOURCES_ALLOW_LOCAL: '1' } })
  await doubt(desk.url, 'it')
  expect(site.asked).toEqual([])
})

describe('what another process said of a fact', () => {
  test('is in force after the next look, and where there is nothing new the content is the very same', async () => {
    const folder = tempFolder('facts')
    const store = await openSqlite({ path: join(folder, 'desk.sqlite'), synchronous: 'NORMAL' })
    const written = compile(root).content
    const facts = createFactsInForce(written, store, createClock(now))
    await facts.refresh()
    expect(facts.content()).toBe(written)
    const said = confirmations().find((r) => r.fact === FACT) ?? expect.fail(`${FACT} is not there`)
    await store.addFactRevision({ ...said, kind: 'corrected', values: said.values.map((v) => ({ ...v, value: 40 })) })
    expect(facts.content()).toBe(written)
    await facts.refresh()
    const corrected = facts.content()
    expect(corrected.facts[FACT]?.values.map((v) => v.value)).toEqual([40])
    expect(corrected.version).not.toBe(written.version)
    await facts.refresh()
    expect(facts.content()).toBe(corrected)
    await store.close()
    rmSync(folder, { recursive: true })
  })
})
