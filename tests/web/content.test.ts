import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Effect, FactList, FactShown, Looked, MissedList, TaughtList } from '../../src/web/contract/content.ts'
import type { Queue } from '../../src/web/contract/inbox.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { citizen } from '../support/citizen.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { colleague, operator, type TestOperator } from '../support/operator.ts'
import { page, type Site, startSite } from '../support/site.ts'
import { publicRoot } from '../support/telegram.ts'

const FACT = 'permit.fee.card'
const FACTS = '/api/inbox/content/facts'
const SHEET = 'services/permit.longterm'

let pages: Parameters<typeof startSite>[0]
let site: Site
let root: string
let desk: TestDesk
let anna: TestOperator
let bo: TestOperator
let edda: TestOperator
let began = Date.parse('2026-11-25T09:30:00.000Z')
const started = Date.now()
const now = (): Date => new Date(began + Date.now() - started)

/** The product's content, with the page of the card's cost on a site of our own, and no other publisher. */
beforeAll(async () => {
  pages = { '/costi': page('<h1>Costi</h1><p>Si paga alla posta.</p><p>Carta elettronica: 30,46 euro</p>') }
  site = await startSite(pages)
  root = publicRoot()
  const facts = join(root, 'data', 'facts', 'permit.yaml')
  writeFileSync(facts, readFileSync(facts, 'utf8').replace(/https:\/\/www\.portaleimmigrazione\.it\/ITA\/tabelleCosti\.html/g, `${site.url}/costi`))
  writeFileSync(join(root, 'data', 'publishers.yaml'), 'publishers:\n  127.0.0.1: Un ufficio\n')
  desk = await startDesk({ root, now, env: { SOURCES_WATCH: 'on', SOURCES_ALLOW_LOCAL: '1', SOURCES_PAUSE_SECONDS: '0' } })
  anna = await operator(desk.url)
  bo = await colleague(desk.url, anna, 'Bo', 'operator')
  edda = await colleague(desk.url, anna, 'Edda', 'editor')
})
afterAll(async () => {
  await site?.close()
  rmSync(root, { recursive: true })
})

const fact = (name = FACT, who = edda): Promise<FactShown> => who.get(`${FACTS}/${name}`)
const list = (query = ''): Promise<FactList> => edda.get(`${FACTS}${query}`)
const act = (who: TestOperator, name: string, body: object, of = FACT): Promise<Response> => who.post(`${FACTS}/${of}/${name}`, body)
const told = async (response: Response): Promise<{ code: string; message: string }> => (await response.json()) as { code: string; message: string }
const draft = async (more: object = {}) => {
  const { newest, values } = await fact()
  const value = values.find((v) => v.today)
  return { newest, value: '40', from: null, until: null, publisher: value?.publisher ?? '', url: value?.url ?? '', verify: '', note: '', ...more }
}
/** What somebody who asks now is told of the card's cost. */
async function costs(language: string): Promise<string> {
  const she = await citizen(desk.url, language, SHEET)
  return (await she.messages()).map((m) => `${m.text} ${JSON.stringify(m.sources)} ${JSON.stringify(m.blocks)}`).join('\n')
}

describe('the list of facts', () => {
  test('comes in pages, each fact once, with how many there are of each state', async () => {
    const seen: string[] = []
    for (let page = await list(); ; page = await list(`?after=${page.next}`)) {
      expect(page.items.length).toBeLessThanOrEqual(50)
      seen.push(...page.items.map((i) => i.name))
      if (page.next === null) break
    }
    const { total, counts } = await list()
    expect(new Set(seen).size).toBe(seen.length)
    expect([seen.length, Object.values(counts).reduce((a, b) => a + b)]).toEqual([total, total])
  })
  test('is found by name, value or publisher, and narrowed by state', async () => {
    expect((await list(`?q=${FACT}`)).items[0]).toMatchObject({ name: FACT, value: '30,46 €' })
    expect((await list('?q=30,46')).items.map((i) => i.name)).toContain(FACT)
    expect((await list('?q=PORTALE IMMIGRAZIONE')).items.every((i) => /portale immigrazione/i.test(`${i.publisher} ${i.about}`))).toBe(true)
    expect((await list('?state=to-be-verified')).items.every((i) => i.state === 'to-be-verified')).toBe(true)
    expect(await list('?q=zzzz')).toMatchObject({ items: [], total: 0 })
  })
  test('is for who is signed in', async () => {
    expect((await fetch(`${desk.url}${FACTS}`)).status).toBe(401)
    expect((await fact(FACT, bo)).mayChange).toBe(false)
    expect((await fetch(`${desk.url}${FACTS}/no.such.fact`, { headers: { cookie: bo.cookie } })).status).toBe(404)
  })
})

describe('one fact', () => {
  test('tells where it is said, in the operator’s language with its value', async () => {
    const { places, unit, page } = await fact()
    expect(unit).toBe('eur')
    expect(places.length).toBeGreaterThan(2)
    expect(places.flatMap((p) => p.texts).some((t) => t.language === 'it' && /30,46\s€/.test(t.text))).toBe(true)
    expect(places.some((p) => p.by === 'rule' && p.rule === 'permit-fee' && p.title !== '')).toBe(true)
    expect(page).toMatchObject({ state: null, canLook: true })
  })
  test('is changed by nobody who is not an editor, and says why in words', async () => {
    for (const [name, body] of [['confirm', { newest: null, verify: '' }], ['correct', await draft()], ['effect', await draft()], ['undo', { newest: null }], ['look', {}]] as const) {
      const refused = await act(bo, name, body)
      expect([name, refused.status, (await told(refused)).code]).toEqual([name, 403, 'no-editor'])
    }
    const nobody = await fetch(`${desk.url}${FACTS}/${FACT}/confirm`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    expect(nobody.status).toBe(401)
  })
})

describe('a page that changes', () => {
  test('is looked at now, tells what changed, and the fact is told as being checked until she has read it', async () => {
    expect(await (await act(edda, 'look', {})).json()).toMatchObject({ done: true, fact: { page: { state: 'first', stands: true } } })
    began += 86_400_000
    pages['/costi'] = page('<h1>Costi</h1><p>Si paga alla posta.</p><p>Carta elettronica: 40,00 euro</p>')
    const looked = (await (await act(edda, 'look', {})).json()) as Looked
    expect(looked.fact).toMatchObject({ row: { state: 'being-checked' }, page: { state: 'changed', stands: false } })
    expect(looked.fact.page?.excerpt?.before).toContain('| Carta elettronica: 30,46 euro')
    expect(looked.fact.page?.excerpt?.after).toContain('| Carta elettronica: 40,00 euro')
    expect((await anna.get<Queue>('/api/inbox/queue')).checking).toBeGreaterThan(0)
    expect((await list()).items[0]?.state).toBe('being-checked')

    pages['/costi'] = page('<h1>Costi</h1><p>Carta elettronica: 30,46 euro, come prima</p>')
    const seen = looked.fact.page?.changedAt ?? null
    for (const [how, body] of [['confirm', { verify: '' }], ['correct', await draft()]] as const) {
      const late = await act(edda, how, { ...body, newest: (await fact()).newest, changedAt: null })
      expect([late.status, (await told(late)).code]).toEqual([409, 'page-changed'])
    }
    const done = await act(edda, 'confirm', { newest: (await fact()).newest, changedAt: seen, verify: 'chiedere se vale anche per i minori' })
    expect(await done.json()).toMatchObject({
      row: { state: 'confirm-at-office', value: '30,46 €', readOn: '2026-11-26', seen: '2026-11-26' }, values: [{ verify: 'chiedere se vale anche per i minori', confidence: 'high' }],
      history: [{ kind: 'confirmed', by: 'Edda' }], undo: { kind: 'confirmed', by: 'Edda' },
    })
    const undone = await act(edda, 'undo', { newest: (await fact()).newest })
    expect(await undone.json()).toMatchObject({ row: { state: 'being-checked' }, undo: null, history: [{ kind: 'undone' }, { kind: 'confirmed' }] })
  })
  test('that is not watched is not looked at', async () => {
    const { items } = await list('?q=school')
    const other = items.find((i) => i.publisher !== '')?.name ?? ''
    expect([(await act(edda, 'look', {}, other)).status, (await fact(other)).page?.canLook ?? false]).toEqual([409, false])
  })
})

describe('a correction', () => {
  test('says what must be mended, and publishes nothing', async () => {
    const wrong = await draft({ value: 'quaranta', until: '2026-01-01', url: 'pagina' })
    const { problems } = (await (await act(edda, 'effect', wrong)).json()) as Effect
    expect(problems.map((p) => p.field).sort()).toEqual(['until', 'url', 'value'])
    for (const { message } of problems) expect(message.length).toBeGreaterThan(10)
    expect((await act(edda, 'correct', wrong)).status).toBe(400)
  })
  test('shows every text that says it, before and after', async () => {
    const effect = (await (await act(edda, 'effect', await draft({ value: '€ 41,5' }))).json()) as Effect
    expect(effect).toMatchObject({ problems: [], before: '30,46 €', after: '41,50 €', isForeign: false, certainty: 'confirmed', from: null })
    const texts = effect.places.flatMap((p) => p.texts)
    expect(texts.some((t) => /30,46/.test(t.before) && /41,50/.test(t.after) && !/30,46/.test(t.after))).toBe(true)
    expect(effect.flows).toBeGreaterThan(0)
  })
  test('is what the citizen’s next turn says, with its day and source', async () => {
    expect(await costs('it')).toContain('30,46')
    expect((await act(edda, 'correct', await draft({ value: '40', verify: '' }))).status).toBe(200)
    const said = await costs('zh')
    expect(said).toContain('40')
    expect(said).not.toContain('30.46')
    expect(await fact()).toMatchObject({ row: { value: '40 €', readOn: '2026-11-26' }, history: [{ kind: 'corrected', by: 'Edda' }, {}, {}] })
  })
  test('of a page outside the list reads «to be verified», and the editor is told before', async () => {
    const foreign = await draft({ value: '41', url: 'https://blog.example.com/costi' })
    expect(await (await act(edda, 'effect', foreign)).json()).toMatchObject({ isForeign: true, certainty: 'to-be-verified' })
    await act(edda, 'correct', foreign)
    expect(await fact()).toMatchObject({ row: { state: 'to-be-verified', value: '41 €' } })
    await act(edda, 'undo', { newest: (await fact()).newest })
    expect(await fact()).toMatchObject({ row: { value: '40 €' } })
  })
  test('that begins later ends the present value the day before', async () => {
    expect(await (await act(edda, 'effect', await draft({ value: '50', from: '2027-01-01' }))).json()).toMatchObject({ from: '2027-01-01', values: [{ until: '2026-12-31', today: true }, { from: '2027-01-01' }] })
    await act(edda, 'correct', await draft({ value: '50', from: '2027-01-01' }))
    expect((await fact()).row.value).toBe('40 €')
    await act(edda, 'undo', { newest: (await fact()).newest })
  })
  test('of two editors the second is told, whoever of them it is', async () => {
    const [first, second] = [await draft({ value: '60' }), await draft({ value: '70' })]
    const outcomes = await Promise.all([act(edda, 'correct', first), act(anna, 'correct', second)])
    expect(outcomes.map((r) => r.status).sort()).toEqual([200, 409])
    const late = outcomes.find((r) => r.status === 409) as Response
    expect(await told(late)).toMatchObject({ code: 'changed-meanwhile', message: expect.stringMatching(/anna|Edda/) })
    await act(late === outcomes[0] ? anna : edda, 'undo', { newest: (await fact()).newest })
  })
  test('is taken back, and the citizen hears the former again', async () => {
    expect((await fact()).undo?.back.find((v) => v.today)?.value).toBe('30,46 €')
    expect((await act(edda, 'undo', { newest: (await fact()).newest })).status).toBe(200)
    await vi.waitFor(async () => expect(await costs('it')).toContain('30,46'))
    expect((await act(edda, 'undo', { newest: (await fact()).newest })).status).toBe(409)
  })
})

describe('what nobody understood', () => {
  const MISSED = '/api/inbox/content/missed'
  const missed = (who = edda): Promise<MissedList> => who.get(MISSED)
  const settle = async (how: string, body: object, who = edda, { conversation = '', seq = 0 } = {}): Promise<Response> => {
    const [item] = (await missed()).items
    return who.post(`${MISSED}/${conversation || item?.conversation}/${seq || item?.seq}/${how}`, body)
  }
  const write = async (text: string, language = 'it'): Promise<void> => {
    const she = await citizen(desk.url, language)
    await she.say(text)
  }

  test('a desk where all was understood says so', async () => {
    expect(await missed()).toEqual({ items: [], next: null, taught: 0 })
  })
  test('is listed as she wrote it, beside words that name nobody, and that it was seen is kept', async () => {
    await write('zzqx brumfl 3331234567 qwrtz di Mohamed Ali')
    const [item] = (await missed()).items
    expect(item).toMatchObject({ text: 'zzqx brumfl 3331234567 qwrtz di Mohamed Ali', neutral: 'zzqx brumfl 055 000000 qwrtz di Rossi', language: 'it', dir: 'ltr' })
    await missed(anna)
    expect((await anna.thread(item?.conversation ?? '')).readers.map((r) => r.name)).toEqual(expect.arrayContaining(['Edda', 'anna']))
  })
  test.each(['', '/', '?after=x', '/../taught', '/../TAUGHT'])('is for editors: who is none is told so in words and sees nothing (%s)', async (end) => {
    const refused = await fetch(`${desk.url}${MISSED}${end}`, { headers: { cookie: bo.cookie } })
    const said = await refused.text()
    expect([refused.status, JSON.parse(said)]).toEqual([403, { code: 'not-yours', message: expect.stringContaining('redattore') }])
    expect(said).not.toContain('zzqx')
    const [item] = (await missed()).items
    expect((await anna.thread(item?.conversation ?? '')).readers.map((r) => r.name)).not.toContain('Bo')
    expect((await fetch(`${desk.url}${MISSED}${end}`)).status).toBe(401)
  })
  test('is taught by an editor who says that nobody can be recognised, once', async () => {
    const lesson = { language: 'it', topic: 'school', text: 'iscrivere mio figlio a scuola', nobody: true }
    expect((await settle('teach', lesson, bo)).status).toBe(403)
    expect((await settle('teach', { ...lesson, nobody: false })).status).toBe(400)
    expect((await settle('teach', { ...lesson, topic: 'toString' })).status).toBe(400)
    const [item] = (await missed()).items
    expect(await (await settle('teach', lesson)).json()).toEqual({ taught: 1 })
    expect(await missed()).toMatchObject({ items: [], taught: 1 })
    const late = await settle('teach', lesson, anna, item)
    expect([late.status, (await told(late)).code]).toEqual([409, 'already-done'])
  })
  test('what is not for us leaves the list, and nothing is learnt of it', async () => {
    await write('咕噜叽里', 'zh')
    expect((await settle('dismiss', {})).status).toBe(200)
    expect(await missed()).toMatchObject({ items: [], taught: 1 })
  })
})

describe('what was taught', () => {
  const TAUGHT = '/api/inbox/content/taught'
  test('is listed with topic, language, who and when, and an editor removes it, once', async () => {
    const { items, next, taught } = await edda.get<TaughtList>(TAUGHT)
    expect([items, next, taught]).toMatchObject([[{ language: 'it', dir: 'ltr', text: 'iscrivere mio figlio a scuola', by: 'Edda' }], null, 1])
    expect(items[0]?.topic).toMatch(/[Ss]cuola/)
    const id = items[0]?.id ?? ''
    expect((await bo.post(`${TAUGHT}/${id}/remove`, {})).status).toBe(403)
    expect(await (await edda.post(`${TAUGHT}/${id}/remove`, {})).json()).toEqual({ taught: 0 })
    const late = await anna.post(`${TAUGHT}/${id}/remove`, {})
    expect([late.status, (await told(late)).code]).toEqual([409, 'already-done'])
    expect(await edda.get<TaughtList>(TAUGHT)).toEqual({ items: [], next: null, taught: 0 })
  })
})

test('the routes are in OpenAPI', async () => {
  const { paths } = (await (await fetch(`${desk.url}/api/openapi.json`)).json()) as { paths: Record<string, object> }
  for (const path of [FACTS, `${FACTS}/{name}`, ...['look', 'effect', 'confirm', 'correct', 'undo'].map((n) => `${FACTS}/{name}/${n}`), '/api/inbox/content/taught', '/api/inbox/content/taught/{id}/remove', '/api/inbox/content/missed', '/api/inbox/content/missed/{conversation}/{seq}/teach', '/api/inbox/content/missed/{conversation}/{seq}/dismiss']) expect(Object.keys(paths)).toContain(path)
})

test('what was removed is not learnt by who starts next', async () => {
  await desk.stop()
  const store = await openSqlite({ path: join(desk.dataDir, 'desk.sqlite'), synchronous: 'NORMAL' })
  expect(await store.trainingTexts()).toEqual([])
  await store.close()
  rmSync(desk.dataDir, { recursive: true })
})
