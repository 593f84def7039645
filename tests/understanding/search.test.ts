import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import { searchPages } from '../../src/content/search-pages.ts'
import type { SearchPage } from '../../src/core/search-page.ts'
import { sentencesOf } from '../../src/content/sentences.ts'
import { createConcepts, loadConcepts } from '../../src/understanding/concepts.ts'
import { createSearch } from '../../src/understanding/search/search.ts'
import { ROOT } from '../support/pizzeria.ts'
import { DATA } from './setup.ts'

const shop: readonly SearchPage[] = [
  { language: 'it', topic: 'pizza', key: 'pizza:text', sentences: ['La pizza margherita costa sei euro.', 'Il forno è spento il lunedì.'] },
  { language: 'it', topic: 'umbrella', key: 'umbrella:text', sentences: ['Gli ombrelli dimenticati stanno in cantina.', 'Si ritirano entro trenta giorni.'] },
  { language: 'zh', topic: 'umbrella', key: 'umbrella:text', sentences: ['雨伞放在地下室。', '三十天内来取。🌂'] },
  { language: 'ar', topic: 'umbrella', key: 'umbrella:text', sentences: ['المظلات في القبو.', 'تُستلم خلال ثلاثين يومًا.'] },
]
const search = createSearch(shop, createConcepts({ collect: { it: ['ritir*', 'riprend*'], zh: ['取', '拿'] } }))

describe('looking through the desk’s own texts (a pizzeria and a lost umbrella)', () => {
  test.each([
    ['it', 'quanto costa la margherita', 'pizza', 0],
    ['it', 'MARGHERITA, costo??', 'pizza', 0],
    ['it', 'il forno lunedi', 'pizza', 1],
    ['it', 'dove sono gli ombrelli dimenticàti', 'umbrella', 0],
    ['it', 'riprendere entro quanti giorni', 'umbrella', 1],
    ['zh', '我的雨伞在哪里', 'umbrella', 0],
    ['zh', '几天内去拿', 'umbrella', 1],
    ['ar', 'أين المظلات', 'umbrella', 0],
    ['ar', 'ثلاثين يوما', 'umbrella', 1],
  ])('%s «%s» is said by %s, sentence %i', (language, text, topic, sentence) => {
    expect(search(text, language)[0]).toEqual({ topic, key: `${topic}:text`, sentence })
  })

  test.each([['it', 'bicicletta rubata in stazione'], ['it', ''], ['it', '🌂'], ['zh', '天气怎么样'], ['xx', 'margherita'], ['it', 'constructor __proto__']])('%s «%s»: nothing', (language, text) => {
    expect(search(text, language)).toEqual([])
  })
})

describe('sentences of a text', () => {
  test.each([
    ['Uno. Due! Tre?', ['Uno.', 'Due!', 'Tre?']],
    ['第一句。第二句！第三句？', ['第一句。', '第二句！', '第三句？']],
    ['كم؟ نعم.', ['كم؟', 'نعم.']],
    ['Costa 30.46 euro, art. 5.\n\nPoi basta', ['Costa 30.46 euro, art.', '5.', 'Poi basta']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(sentencesOf(text)).toEqual(expected)
  })
})

describe('the shipped texts', async () => {
  const pages = searchPages(compile(ROOT))
  const find = createSearch(pages, createConcepts(await loadConcepts(join(DATA))))

  test.each([
    ['it', 'certificabilità parziale della scheda anpr', 'certificates'],
    ['it', 'metri quadrati per ogni persona della casa', 'housing.suitability'],
    ['zh', '房子要多少平方米', 'housing.suitability'],
    ['en', 'is the patronato free of charge', 'permit.renewal'],
    ['ar', 'كم متر مربع لكل شخص في البيت', 'housing.suitability'],
  ])('%s «%s» leads to %s among the three', (language, text, topic) => {
    expect(find(text, language).map((f) => f.topic)).toContain(topic)
  })

  test('a sentence that only her answers could fill is never offered', () => {
    const opening = pages.filter((p) => p.key === 'permit-renewal:steps.window-early.text').flatMap((p) => p.sentences)
    expect(opening.filter((s) => s.includes('{{'))).toEqual([])
  })

  test('a hundred kilobytes of one word do not hold it up', () => {
    expect(find('residenza '.repeat(10_000), 'it').length).toBeLessThanOrEqual(3)
  })
})
