import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createConcepts, loadConcepts } from '../../src/understanding/concepts.ts'
import { plain } from '../../src/understanding/text.ts'
import { DATA, freshFolder } from './setup.ts'

const find = createConcepts({
  pizza: { it: ['pizz*'], zh: ['披萨'], ar: ['بيتزا'] },
  umbrella: { it: ['ombrello', 'parapioggia rosso'], zh: ['雨伞', '伞'], en: ["umbrella", "rain*"] },
})

describe('concepts (a pizzeria and a lost umbrella)', () => {
  test.each([
    ['una pizza', ['pizza']],
    ['PIZZÈRIA', ['pizza']],
    ['il mio parapioggia rosso', ['umbrella']],
    ['parapioggia verde', []],
    ['ombrellone', []],
    ['raining again', ['umbrella']],
    ['我的雨伞丢在披萨店', ['umbrella', 'pizza']],
    ['وين البيتزا؟ بيتزا', ['pizza']],
    ['pizza 和 伞 🌂', ['umbrella', 'pizza']],
    ['😀🍕😀 我的雨伞丢在披萨店', ['umbrella', 'pizza']],
    ['constructor __proto__ toString', []],
    ['', []],
  ])('«%s»', (text, expected) => {
    expect([...find(plain(text))].sort()).toEqual([...expected].sort())
  })
})

test('the shipped list is well formed, and every concept is said in all six languages', async () => {
  for (const [concept, by] of Object.entries(await loadConcepts(DATA))) expect(Object.keys(by).sort(), concept).toEqual(['ar', 'en', 'es', 'fr', 'it', 'zh'])
})

test('a file of another shape is refused by its name', async () => {
  const folder = freshFolder()
  writeFileSync(join(folder, 'concepts.yaml'), 'pizza: [pizza]\n')
  await expect(loadConcepts(folder)).rejects.toThrow(/concepts\.yaml/)
})
