import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkAll } from '../../src/content/checks/index.ts'
import { compile } from '../../src/content/compile.ts'
import { watchedPages } from '../../src/content/pages.ts'
import { isPublisher } from '../../src/core/publishers.ts'
import { pizzeriaFolder, ROOT } from '../support/pizzeria.ts'

const folders: string[] = []
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

/** The invented desk with one more file of sources. */
function withSources(lines: string, publishers = '  pizzeria.example: La pizzeria'): string {
  const folder = pizzeriaFolder()
  folders.push(folder)
  writeFileSync(join(folder, 'data', 'facts', 'more.yaml'), `sources:\n${lines}\nfacts: {}\n`)
  writeFileSync(join(folder, 'data', 'publishers.yaml'), `publishers:\n${publishers}\n`)
  return folder
}
const issuesIn = (root: string) => checkAll(compile(root), { root, today: '2026-11-24', labelLimits: {}, services: {} }).filter((i) => i.check === 'facts' || i.check === 'shape')
const written = (name: string, url: string | null, more = ''): string => `  ${name}: { publisher: P, url: ${url === null ? 'null' : `"${url}"`}, institutional: true, seen: null${more} }`

test.each([
  ['gov.it', true], ['interno.gov.it', true], ['WWW.Interno.Gov.IT', true], ['interno.gov.it.', true], ['notgov.it', false], ['gov.it.example.org', false], ['it', false], ['', false], ['tostring', false],
])('%s is a publisher of gov.it: %s', (host, is) => expect(isPublisher({ 'gov.it': 'Stato' }, host)).toBe(is))

describe('a source that says it is a public body’s', () => {
  test('on a page that is none’s of the list is an error, with its line and what to do', () => {
    const issues = issuesIn(withSources([written('board', 'https://www.pizzeria.example/a'), written('copy', 'https://copies.example/law'), written('paper', null)].join('\n')))
    expect(issues).toMatchObject([{ severity: 'error', file: 'data/facts/more.yaml', line: 3, message: expect.stringContaining('copies.example'), cure: expect.stringContaining('institutional: false') }])
  })
  test.each(['www.comune.example.it', 'Comune.example.it', 'https://comune.example.it', 'comune'])('%s is no domain of a publisher', (domain) => {
    expect(issuesIn(withSources(written('board', 'https://pizzeria.example'), `  "${domain}": X`))).toContainEqual(expect.objectContaining({ check: 'shape', file: 'data/publishers.yaml' }))
  })
  test('gives each page once, whatever part of it is meant, and only pages of the list', () => {
    const root = withSources([written('one', 'https://pizzeria.example/a#x'), written('two', 'https://pizzeria.example/a', ', part: "#fees"'), written('copy', 'https://copies.example/law')].join('\n'))
    expect(watchedPages(compile(root))).toEqual([{ url: 'https://pizzeria.example/a', part: '#fees' }, { url: 'https://pizzeria.example/menu', part: null }])
  })
})

test('of the shipped content every institutional source is somebody’s of the list', () => {
  const compiled = compile(ROOT)
  expect(checkAll(compiled, { root: ROOT, today: '2026-11-24', labelLimits: {}, services: {} }).filter((i) => i.message.startsWith('The source '))).toEqual([])
  expect(watchedPages(compiled).length).toBeGreaterThan(100)
})
