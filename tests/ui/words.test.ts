import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const languages = ['ar', 'en', 'es', 'fr', 'it', 'zh']
const read = (language: string): Record<string, string> => JSON.parse(readFileSync(`locales/${language}/chat.json`, 'utf8'))
const holes = (text = '') => (text.match(/\{\{\w+\}\}/g) ?? []).sort()
const english = read('en')

describe.each(languages)('the interface in %s', (language) => {
  const words = read(language)
  it('has every word, sorted, and no other', () => expect(Object.keys(words)).toEqual(Object.keys(english).sort()))
  it('has the same placeholders', () => {
    for (const [key, text] of Object.entries(english)) expect([key, holes(words[key])]).toEqual([key, holes(text)])
  })
  it('does not shout', () => expect(Object.values(words).filter((text) => text.trim() === '' || /[!！¡]/.test(text))).toEqual([]))
})

it('has no word that nothing shows', () => {
  const code = ['src/ui/chat', 'src/ui/widget', 'tools']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(tsx?|mjs)$/.test(name))
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
    )
    .join('\n')
  const states = ['reconnecting', 'offline']
  expect(Object.keys(english).filter((key) => !states.includes(key) && !code.includes(`'${key}'`))).toEqual([])
})
