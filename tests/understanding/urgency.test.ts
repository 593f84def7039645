import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCorpus } from '../../src/understanding/corpus.ts'
import { readable } from '../../src/understanding/text.ts'
import { loadUrgency } from '../../src/understanding/urgency.ts'
import type { SpotUrgency } from '../../src/understanding/urgency.ts'
import { DATA, LANGUAGES, freshFolder } from './setup.ts'

let spot: SpotUrgency
beforeAll(async () => {
  const urgency = await loadUrgency(DATA)
  spot = (text) => urgency(readable(text))
})

describe('danger is seen', () => {
  test.each([
    ['violence', 'Mio marito mi picchia davanti ai bambini'],
    ['violence', 'ha detto che mi ammazza'],
    ['violence', '老公昨天又打我了'],
    ['violence', '我不敢回家😭'],
    ['violence', '我被抢劫了'],
    ['violence', '我一个人很害怕'],
    ['violence', 'my husband beats me and I have nobody'],
    ['violence', 'he wants to kill me'],
    ['violence', 'MI ESPOSO ME PEGA'],
    ['violence', 'mon mari me frappe tous les soirs'],
    ['violence', 'زوجي يضربني كل يوم'],
    ['exploitation', 'il padrone ha preso il mio passaporto e non mi fa uscire'],
    ['exploitation', '老板扣了我的护照'],
    ['exploitation', 'they took my passport and I cannot leave'],
    ['exploitation', 'me quitaron el pasaporte'],
    ['exploitation', 'on m’a confisqué mon passeport'],
    ['exploitation', 'يجبرونني على الدعارة'],
    ['expulsion', 'ho ricevuto il decreto di espulsione'],
    ['expulsion', '收到了出境条怎么办'],
    ['expulsion', 'I got an expulsion order yesterday'],
    ['expulsion', 'me llego la orden de expulsion'],
    ['expulsion', "j'ai reçu un ordre de quitter le territoire"],
    ['expulsion', 'وصلني قرار طرد'],
    ['injury', 'mi sono tagliato in cantiere e il capo non chiama ambulanza'],
    ['injury', '在工厂手被机器压断了'],
    ['injury', 'I fell from the scaffolding at work and boss hides it'],
    ['injury', 'me caí de un andamio en la obra'],
    ['injury', 'je suis tombé du toit au chantier'],
    ['injury', 'سقطت من السقالة في العمل'],
    ['child-alone', 'ho trovato un bambino da solo per strada'],
    ['child-alone', '我今年16岁一个人在意大利'],
    ['child-alone', 'I am 16 and alone in Italy'],
    ['child-alone', 'tengo 15 años y estoy solo'],
    ['child-alone', "j'ai 16 ans et je suis seul"],
    ['child-alone', 'عمري 16 سنة وأنا هنا وحدي'],
    ['homeless', 'dormo in stazione da tre giorni'],
    ['homeless', '今晚没地方住'],
    ['homeless', 'we have nowhere to sleep tonight'],
    ['homeless', 'me botaron de la casa'],
    ['homeless', 'je dors dehors avec mon bébé'],
    ['homeless', 'أنام في المحطة'],
  ])('%s: %s', (kind, text) => {
    expect(spot(text)).toBe(kind)
  })
})

describe('what only sounds like it is left alone', () => {
  test.each([
    'espulsione dal bando per documenti mancanti',
    '我朋友打电话给我',
    '老板打电话叫我来办居留',
    '我很害怕考试不过',
    '去按手印要打手印几次',
    'analisi del sangue con ricetta',
    'análisis de sangre sin tarjeta',
    'expulsion de la escuela de mi hijo',
    'devo rinnovare il passaporto',
    'mio figlio deve iscriversi a scuola',
    'constructor',
    '',
  ])('%s', (text) => {
    expect(spot(text)).toBeNull()
  })

  test('training texts of other topics ring few bells', async () => {
    const texts = (await Promise.all(LANGUAGES.map((language) => loadCorpus(DATA, language)))).flat()
    const ordinary = texts.filter(({ topics }) => !topics.includes('urgent.safety'))
    const rung = ordinary.filter(({ text }) => spot(text) !== null)
    expect(rung.length / ordinary.length, JSON.stringify(rung)).toBeLessThanOrEqual(0.005)
  })
})

test('a kind that does not exist is refused, naming the file and the kinds', async () => {
  const folder = freshFolder()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'urgency.yaml'), 'kinds:\n  fire:\n    it: [fuoco]\n')
  await expect(loadUrgency(folder)).rejects.toThrow(/urgency\.yaml: fire is not a kind/)
})
