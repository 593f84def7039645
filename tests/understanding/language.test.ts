import { beforeAll, describe, expect, test } from 'vitest'
import { createDetector } from '../../src/understanding/language.ts'
import type { Detect } from '../../src/understanding/language.ts'
import { readable } from '../../src/understanding/text.ts'
import { loadWordLists } from '../../src/understanding/word-lists.ts'
import { DATA, LANGUAGES } from './setup.ts'

let detect: Detect
beforeAll(async () => {
  const recognise = await createDetector(LANGUAGES, await loadWordLists(DATA, LANGUAGES))
  detect = (text) => recognise(readable(text))
})

describe('the language of a text', () => {
  test.each([
    ['你好', 'zh'],
    ['我要SPID', 'zh'],
    ['ISEE怎么办', 'zh'],
    ['السلام عليكم', 'ar'],
    ['برميسو دي سوجورنو', 'ar'],
    ['Buongiorno', 'it'],
    ['vorrei sapere quando posso fare il rinnovo', 'it'],
    ['hello', 'en'],
    ['I need to renew my permesso di soggiorno', 'en'],
    ['hola', 'es'],
    ['quiero sacar una cita para mi esposa', 'es'],
    ['bonjour', 'fr'],
    ['je voudrais un rendez-vous pour ma femme', 'fr'],
  ])('%s is %s, surely', (text, tag) => {
    expect(detect(text)).toEqual({ tag, sure: true })
  })

  test.each(['ok', 'OK!', '👍', '12/03/1985', '', 'no', 'si', 'permesso', 'SPID', 'kit', 'mario'])('nobody is sure about "%s"', (text) => {
    expect(detect(text)?.sure ?? false).toBe(false)
  })

  test.each([
    'ok',
    '12345',
    '😀',
    '...',
    'Привет, мне нужен пермессо',
    'আমার পারমিট',
    'مجھے اپنے پرمٹ کی تجدید کرنی ہے',
    'こんにちは',
    'Buna ziua, vreau sa stiu cum pot obtine cetatenia',
  ])('nothing is said of "%s"', (text) => {
    expect(detect(text)).toBeNull()
  })

  test('only the languages of the desk are ever named', async () => {
    const only = await createDetector(['it', 'en'], await loadWordLists(DATA, ['it', 'en']))
    expect(only('我要续居留')).toBeNull()
    expect(only('vorrei un appuntamento per mia moglie')?.tag).toBe('it')
  })
})
