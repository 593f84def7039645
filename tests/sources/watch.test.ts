import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Page } from '../../src/sources/look.ts'
import { createWatch, type Result, type Round, type WatchOptions } from '../../src/sources/watch.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { bytes, html, page, type Site, startSite, status } from '../support/site.ts'
import { tempFolder } from '../support/temp.ts'

const PUBLISHERS = { '127.0.0.1': 'Un ufficio', localhost: 'Lo stesso ufficio' }

let folder: string
let store: Store
let site: Site
let pages: Parameters<typeof startSite>[0]
let today: string
const sites: Site[] = []

beforeEach(async () => {
  folder = tempFolder('sources')
  store = await openSqlite({ path: join(folder, 'desk.sqlite'), synchronous: 'NORMAL' })
  pages = {}
  site = await startSite(pages)
  sites.push(site)
  today = '2026-11-22'
})
afterEach(async () => {
  await Promise.all(sites.splice(0).map((s) => s.close()))
  await store.close()
  rmSync(folder, { recursive: true })
})

const at = (): string => `${today}T02:00:00.000Z`
const watch = (more: Partial<WatchOptions> = {}) =>
  createWatch({ store, reach: { publishers: PUBLISHERS, allowLocal: true }, userAgent: 'Sportello/1.0 (+https://example.org)', pause: 0, now: () => ({ at: at(), today }), timeout: 2_000, ...more })

/** One round on a day; what it told of each page. */
async function round(paths: readonly (string | Page)[], more: Partial<WatchOptions> = {}, part: Partial<Round> = {}): Promise<Result[]> {
  const told: Result[] = []
  const all = paths.map((p): Page => (typeof p === 'string' ? { url: p.includes('://') ? p : `${site.url}${p}`, part: null } : { ...p, url: `${site.url}${p.url}` }))
  await watch(more)({ pages: all, all: true, signal: new AbortController().signal, tell: (r) => told.push(r), ...part })
  return told
}
const one = async (path: string | Page, more: Partial<WatchOptions> = {}): Promise<Result> => (await round([path], more))[0] ?? expect.fail('nothing was told')
const kept = async (path: string) => (await store.sourceCheck(`${site.url}${path}`)) ?? expect.fail(`${path} is not kept`)
const requests = (): string[] => site.asked.map((r) => r.url ?? '')

describe('a page', () => {
  test('is read for the first time, then is the same, then is not, and tells what changed', async () => {
    pages['/fee'] = page('<h1>Permesso</h1><p>Uno</p><p>Due</p><p>Costa 30,46 euro</p><p>Tre</p><p>Quattro</p><p>Cinque</p>')
    expect(await one('/fee')).toMatchObject({ state: 'first', excerpt: null })
    today = '2026-11-23'
    expect(await one('/fee')).toMatchObject({ state: 'unchanged', excerpt: null })
    expect(await kept('/fee')).toMatchObject({ changedAt: null, previousText: null })
    pages['/fee'] = page('<h1>Permesso</h1><p>Uno</p><p>Due</p><p>Costa 40 euro</p><p>Tre</p><p>Quattro</p><p>Cinque</p>')
    today = '2026-11-24'
    expect((await one('/fee')).excerpt).toEqual({ before: '…\n  Uno\n  Due\n| Costa 30,46 euro\n  Tre\n  Quattro', after: '…\n  Uno\n  Due\n| Costa 40 euro\n  Tre\n  Quattro' })
    expect(await kept('/fee')).toMatchObject({ state: 'changed', changedAt: '2026-11-24T02:00:00.000Z', previousText: expect.stringContaining('30,46'), text: expect.stringContaining('40 euro') })
    today = '2026-11-25'
    expect(await one('/fee')).toMatchObject({ state: 'unchanged' })
    expect(await kept('/fee')).toMatchObject({ changedAt: '2026-11-24T02:00:00.000Z', checkedAt: '2026-11-25T02:00:00.000Z' })
  })
  test('is the same where only what is around it, or the day, the clock, the counter and the date of the page are others', async () => {
    const at = (day: string, hits: number, menu: string): string => html(`<header>${menu}</header><main><nav>${menu}</nav><p>Oggi è ${day}, ore 10:${hits}</p><h2>Orari</h2><p>Lun 9-13</p><p>Visite: ${hits}</p><form>${menu}</form><p>Ultimo aggiornamento: ${day}, ore 10:${hits}</p><script>${menu}</script></main><aside>${menu}</aside>`)
    pages['/hours'] = bytes(Buffer.from(at('22 novembre 2026', 11, 'Natale')), 'text/html')
    await one('/hours')
    expect(await kept('/hours')).toMatchObject({ text: 'Orari\nLun 9-13', pageDate: '2026-11-22' })
    today = '2026-11-23'
    pages['/hours'] = bytes(Buffer.from(at('23 novembre 2026', 47, 'Pasqua')), 'text/html')
    expect(await one('/hours')).toMatchObject({ state: 'unchanged' })
    expect(await kept('/hours')).toMatchObject({ pageDate: '2026-11-23' })
  })
  test('is read in the part that its source names', async () => {
    const words = (news: string, fee: string): string => html(`<main><div class="news">${news}</div><div class="fee">${fee}</div></main>`)
    pages['/part'] = bytes(Buffer.from(words('Ieri', '30 euro')), 'text/html')
    await one({ url: '/part', part: '.fee' })
    expect((await kept('/part')).text).toBe('30 euro')
    pages['/part'] = bytes(Buffer.from(words('Oggi', '30 euro')), 'text/html')
    expect((await one({ url: '/part', part: '.fee' })).state).toBe('unchanged')
    // Read in another way it is another text: nobody says that the page changed.
    expect((await one({ url: '/part', part: '.news' })).state).toBe('first')
  })
  test.each(['.nothing-here', '((('])('with a part that finds nothing, %s, is read in its own main part', async (part) => {
    pages['/part'] = page('Costa 30 euro')
    await one({ url: '/part', part })
    expect((await kept('/part')).text).toBe('Costa 30 euro')
  })
  test('moved for good keeps its new address; moved for now does not', async () => {
    pages['/new'] = page('Qui')
    pages['/for-good'] = status(301, { location: '/for-good-2' })
    pages['/for-good-2'] = status(308, { location: '/new' })
    pages['/for-now'] = status(302, { location: '/new' })
    expect((await one('/for-good')).state).toBe('first')
    expect(await one('/for-good')).toMatchObject({ state: 'moved', movedTo: `${site.url}/new` })
    await one('/for-now')
    expect(await one('/for-now')).toMatchObject({ state: 'unchanged', movedTo: null })
  })
  test.each([404, 410])('that answers %i is gone; found gone again, it is since the first time', async (code) => {
    pages['/gone'] = page('Ancora qui')
    await one('/gone')
    pages['/gone'] = status(code)
    today = '2026-11-23'
    expect((await one('/gone')).state).toBe('gone')
    today = '2026-11-24'
    await one('/gone')
    expect(await kept('/gone')).toMatchObject({ state: 'gone', changedAt: '2026-11-23T02:00:00.000Z', text: 'Ancora qui' })
  })
  test('is asked only whether it is new, and 304 is the same', async () => {
    pages['/tagged'] = (request, response) => {
      if (request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] === 'Sun, 22 Nov 2026 00:00:00 GMT') return void response.writeHead(304).end()
      response.writeHead(200, { etag: '"v1"', 'last-modified': 'Sun, 22 Nov 2026 00:00:00 GMT', 'content-type': 'text/html' }).end(html('<main>Uguale</main>'))
    }
    await one('/tagged')
    expect((await one('/tagged')).state).toBe('unchanged')
    expect(await kept('/tagged')).toMatchObject({ etag: '"v1"', text: 'Uguale' })
  })
  test('that is a PDF is known by its bytes and has no excerpt', async () => {
    pages['/form.pdf'] = bytes(Buffer.from('%PDF-1.7 uno'), 'application/pdf')
    await one('/form.pdf')
    expect((await one('/form.pdf')).state).toBe('unchanged')
    pages['/form.pdf'] = bytes(Buffer.from('%PDF-1.7 due'), 'application/pdf')
    expect(await one('/form.pdf')).toMatchObject({ state: 'changed', excerpt: null })
  })
  test('of 3 MB is read no further than 2 MB, and kept to 60 kB', async () => {
    let sent = 0
    pages['/long'] = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
      const line = `${'长'.repeat(300)}\n`
      const more = (): void => {
        while (sent < 3_000_000) {
          sent += Buffer.byteLength(line)
          if (!response.write(line)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    }
    expect((await one('/long')).state).toBe('first')
    const { text } = await kept('/long')
    expect(Buffer.byteLength(text ?? '')).toBeLessThanOrEqual(60_000)
    expect(Buffer.byteLength(text ?? '')).toBeGreaterThan(59_000)
    expect(text).not.toContain('�')
  })
  test.each<[string, Buffer, string, string]>([
    ['windows-1252, said by the server', Buffer.from('<main>Perch\xe9 \x80 30</main>', 'latin1'), 'text/html; charset=windows-1252', 'Perché € 30'],
    ['windows-1252, said by nobody', Buffer.from('<main>Perch\xe9 no</main>', 'latin1'), 'text/html', 'Perché no'],
    ['windows-1252, said to be UTF-8', Buffer.from('<main>Perch\xe9 no</main>', 'latin1'), 'text/html; charset=utf-8', 'Perché no'],
    ['GBK, said by the page', Buffer.concat([Buffer.from('<meta charset=gbk><main>'), Buffer.from([0xbe, 0xd3, 0xc1, 0xf4]), Buffer.from('</main>')]), 'text/html', '居留'],
    ['GBK, said to be UTF-8 by the server', Buffer.concat([Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><main>'), Buffer.from([0xbe, 0xd3, 0xc1, 0xf4]), Buffer.from('</main>')]), 'text/html; charset=utf-8', '居留'],
    ['a charset that is none', Buffer.from('<main>Così</main>'), 'text/html; charset=klingon', 'Così'],
    ['Chinese, Arabic, emoji', Buffer.from('<main>居留 تصريح 👩‍👩‍👧</main>'), 'text/html; charset=utf-8', '居留 تصريح 👩‍👩‍👧'],
    ['broken HTML', Buffer.from('<main><p>Uno<div><b>due</p></span></main'), 'text/html', 'Uno\ndue'],
    ['thousands of elements in each other', Buffer.from(`<main>Su${'<div>'.repeat(5_000)}giù`), 'text/html', 'Su'],
  ])('in %s is read', async (_, content, type, text) => {
    pages['/text'] = bytes(content, type)
    expect((await one('/text')).state).toBe('first')
    expect((await kept('/text')).text?.replace('\n...', '')).toBe(text)
  })
  test('with hundreds of thousands of elements in each other keeps nobody waiting', async () => {
    pages['/deep'] = bytes(Buffer.from(`<main>${'<div>'.repeat(350_000)}giù`), 'text/html')
    expect((await one('/deep')).state).toBe('unreachable')
  })
  test('without words of its own is told as unreadable, and does not count as the same for ever', async () => {
    pages['/app'] = bytes(Buffer.from('<html><body><div id="root"></div><script>draw()</script></body></html>'), 'text/html')
    expect(await one('/app')).toMatchObject({ state: 'unreachable', explain: expect.stringContaining('no words of its own') })
  })
})

describe('a page that cannot be had', () => {
  test('keeps what was known, is looked at less and less often, and is forgiven when it is back', async () => {
    pages['/weak'] = page('Orari')
    await one('/weak')
    pages['/weak'] = status(500)
    const nights: string[] = []
    for (let i = 0; i < 6; i++) {
      await one('/weak')
      nights.push((await kept('/weak')).nextAt.slice(0, 10))
    }
    expect(nights).toEqual(['2026-11-23', '2026-11-24', '2026-11-26', '2026-11-29', '2026-11-29', '2026-11-29'])
    expect(await kept('/weak')).toMatchObject({ state: 'unreachable', failures: 6, text: 'Orari', changedAt: null, explain: 'Its site answers 500.' })
    pages['/weak'] = page('Orari')
    expect((await one('/weak')).state).toBe('unchanged')
    expect(await kept('/weak')).toMatchObject({ failures: 0, explain: null })
  })
  test.each<[string, Parameters<typeof startSite>[0][string], string]>([
    ['hangs', () => {}, 'No answer within 0.3 seconds.'],
    ['stops in the middle', (_, r) => void r.writeHead(200, { 'content-type': 'text/html' }).write('<main>Qui'), 'No answer within 0.3 seconds.'],
    ['hangs up', (request) => void request.socket.destroy(), 'could not be reached'],
    ['leads round in a ring', status(302, { location: '/bad' }), 'more than 5 redirects'],
    ['leads to another’s site', status(301, { location: 'https://example.org/' }), 'example.org is not among the publishers'],
    ['leads out of the web', status(302, { location: 'file:///etc/passwd' }), 'file: is no page of the web'],
    ['leads nowhere', status(302, { location: 'http://[' }), 'an address that is none'],
  ])('because it %s is told why', async (_, handler, explain) => {
    pages['/bad'] = handler
    pages['/good'] = page('Bene')
    const told = await round(['/bad', '/good'], { timeout: 300 })
    expect(told.map((r) => r.state)).toEqual(['unreachable', 'first'])
    expect(told[0]?.explain).toContain(explain)
  })
  test.each([429, 503])('because its site answers %i is not asked before the time that it names, and nor is the rest of the site this time', async (code) => {
    pages['/busy'] = status(code, { 'retry-after': String(10 * 86_400) })
    pages['/other'] = page('Altro')
    expect((await round(['/busy', '/other'])).map((r) => r.state)).toEqual(['unreachable'])
    expect((await kept('/busy')).nextAt).toBe('2026-12-02T02:00:00.000Z')
    expect(requests()).toEqual(['/robots.txt', '/busy'])
  })
  test('because the name of its site is not known stops no other', async () => {
    pages['/good'] = page('Bene')
    const told = await round(['http://nobody.invalid/x', '/good'], { reach: { publishers: { ...PUBLISHERS, invalid: 'Nessuno' }, allowLocal: false } })
    expect(told.map((r) => [r.state, r.explain])).toContainEqual(['unreachable', 'robots.txt: The name nobody.invalid is not known.'])
  })
})

describe('our own network', () => {
  test.each(['http://127.0.0.1/', 'http://localhost/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://10.1.2.3/', 'http://169.254.169.254/latest', 'http://192.168.1.1/', 'http://2130706433/'])('%s is not read', async (url) => {
    const publishers = { ...PUBLISHERS, '[::1]': 'x', '[::ffff:7f00:1]': 'x', '10.1.2.3': 'x', '169.254.169.254': 'x', '192.168.1.1': 'x' }
    const told = await round([url], { reach: { publishers, allowLocal: false } })
    expect(told).toMatchObject([{ state: 'unreachable', explain: expect.stringContaining('our own network') }])
    expect(site.asked).toHaveLength(0)
  })
  test.each(['https://example.org/', 'ftp://127.0.0.1/x'])('%s is nobody’s of the list, and is passed over', async (url) => {
    expect(await round([url])).toMatchObject([{ state: 'skipped' }])
    expect(await store.sourceChecks()).toEqual([])
  })
})

describe('manners', () => {
  test('robots.txt is asked once, by our name, and kept to', async () => {
    pages['/robots.txt'] = bytes(Buffer.from('User-agent: Sportello\nDisallow: /private\n\nUser-agent: *\nDisallow: /'), 'text/plain')
    pages['/open'] = page('Aperto')
    pages['/private'] = page('Chiuso')
    expect((await round(['/open', '/private'])).map((r) => r.state)).toEqual(['first', 'refused'])
    expect(requests()).toEqual(['/robots.txt', '/open'])
    expect(site.asked.map((r) => r.headers['user-agent'])).toEqual(['Sportello/1.0 (+https://example.org)', 'Sportello/1.0 (+https://example.org)'])
    expect((await kept('/private')).nextAt).toBe('2026-11-29T00:00:00.000Z')
  })
  test.each([500, 503, 429])('a robots.txt that answers %i leaves the site alone this time', async (code) => {
    pages['/robots.txt'] = status(code)
    pages['/a'] = page('A')
    pages['/b'] = page('B')
    expect(await round(['/a', '/b'])).toMatchObject([{ state: 'unreachable', explain: `robots.txt was answered with ${code}.` }])
    expect(requests()).toEqual(['/robots.txt'])
  })
  test.each([401, 404, 410])('a robots.txt that answers %i allows everything', async (code) => {
    pages['/robots.txt'] = status(code)
    pages['/a'] = page('A')
    expect((await one('/a')).state).toBe('first')
  })
  test('one request at a time, and the pause that we or the site want, whichever is longer, up to a minute', async () => {
    const waited: number[] = []
    const wait = async (milliseconds: number): Promise<void> => void waited.push(Math.ceil(milliseconds / 1000))
    for (const path of ['/a', '/b', '/c']) pages[path] = page(path)
    await round(['/a', '/b', '/c'], { pause: 5_000, wait })
    expect(waited).toEqual([5, 5, 5])
    expect(site.most()).toBe(1)
    pages['/robots.txt'] = bytes(Buffer.from('User-agent: *\nCrawl-delay: 30'), 'text/plain')
    waited.length = 0
    await round(['/a', '/b'], { pause: 5_000, wait })
    expect(waited).toEqual([30, 30])
    pages['/robots.txt'] = bytes(Buffer.from('User-agent: *\nCrawl-delay: 3600'), 'text/plain')
    waited.length = 0
    await round(['/a'], { pause: 5_000, wait })
    expect(waited).toEqual([60])
  })
  test('a page that leads to another site keeps the pause of that one too', async () => {
    const other = await startSite({ '/there': page('Là') }, 'localhost')
    sites.push(other)
    pages['/here'] = status(301, { location: `${other.url}/there` })
    const told = await round(['/here', `${other.url}/there`])
    expect(told.map((r) => r.state)).toEqual(['first', 'first'])
    expect(other.most()).toBe(1)
  })
})

describe('a round', () => {
  test('looks only at what is due, unless all is wanted', async () => {
    pages['/a'] = page('A')
    expect(await round(['/a'], {}, { all: false })).toHaveLength(1)
    expect(await round(['/a'], {}, { all: false })).toHaveLength(0)
    expect(await round(['/a'], {}, { all: true })).toHaveLength(1)
    today = '2026-11-23'
    expect(await round(['/a'], {}, { all: false })).toHaveLength(1)
  })
  test('of two at once only one looks at a site', async () => {
    for (const path of ['/a', '/b', '/c']) pages[path] = page(path)
    const told = await Promise.all([1, 2, 3].map(() => round(['/a', '/b', '/c'], {}, { all: false })))
    expect(told.flat().map((r) => r.state)).toEqual(['first', 'first', 'first'])
    expect(site.most()).toBe(1)
  })
  test('is ended by its signal in the middle of a page that hangs, and the page is as it was', async () => {
    pages['/a'] = page('A')
    await one('/a')
    const ending = new AbortController()
    pages['/a'] = () => ending.abort()
    await expect(round(['/a'], { timeout: 600_000 }, { signal: ending.signal })).rejects.toThrow()
    expect(await kept('/a')).toMatchObject({ state: 'first', failures: 0 })
  })
  test('is ended by its signal in the middle of a pause', async () => {
    pages['/a'] = page('A')
    const ending = new AbortController()
    pages['/robots.txt'] = (_, response) => {
      response.writeHead(404).end()
      setTimeout(() => ending.abort(), 50)
    }
    await expect(round(['/a'], { pause: 600_000 }, { signal: ending.signal })).rejects.toThrow()
  })
  test('counts what it found', async () => {
    pages['/a'] = page('A')
    pages['/b'] = status(500)
    const signal = new AbortController().signal
    expect(await watch()({ pages: ['/a', '/b', '/c'].map((p) => ({ url: `${site.url}${p}`, part: null })), all: true, signal })).toEqual({ checked: 3, changed: 0, moved: 0, gone: 1, unreachable: 1 })
  })
})
