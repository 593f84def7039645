import { eld } from 'eld'
import nodeNlp from 'node-nlp'
import { expect, test } from 'vitest'
import { openEld } from '../../src/understanding/eld-table.ts'
import { wordsOf } from '../../src/understanding/features.ts'
import { loadModel } from '../../src/understanding/model.ts'
import { train } from '../../src/understanding/train.ts'
import { heldOut } from './setup.ts'

/** Both packages are served by less than themselves: what they answer must stay the same. */

const LATIN = ['it', 'en', 'es', 'fr', 'ro', 'pt', 'de']

test('eld with a table of few languages says of them what it says with all of its own', async () => {
  const whole = eld.newInstance() as ReturnType<typeof eld.newInstance> & { load(size: string): Promise<unknown> }
  await whole.load('extrasmall')
  whole.setLanguageSubset(LATIN)
  const few = await openEld(LATIN, null)
  for (const language of ['it', 'en', 'es', 'fr', 'zh', 'ar'])
    for (const { text } of heldOut(language)) expect(few.detect(text).getScores()).toEqual(whole.detect(text).getScores())
})

type Serves = { import(model: string): void; process(language: string, text: string): Promise<{ classifications: { intent: string; score: number }[] }> }

test('a model answers what node-nlp answers', async () => {
  const texts = heldOut('it')
  const corpus = texts.filter((_, at) => at % 2 === 0)
  const inputOf = (text: string): string => [...new Set(wordsOf(text, new Set()).flatMap(({ features }) => features))].join(' ')
  const manager = () => new nodeNlp.NlpManager({ languages: ['qa'], forceNER: false, autoSave: false, autoLoad: false, nlu: { useNoneFeature: false, useStemDict: false, log: false } })
  const trained = manager()
  for (const { topic, text } of corpus) trained.addDocument('qa', inputOf(text), topic)
  await trained.train()
  const theirs = manager() as unknown as Serves
  theirs.import(trained.export(true))
  const ours = loadModel(await train('it', corpus, []))
  for (const { text } of texts) {
    const { classifications } = await theirs.process('qa', inputOf(text))
    const said = classifications.filter(({ intent, score }) => intent !== 'None' && score > 0)
    const found = ours.classify(wordsOf(text, new Set()))
    expect(found.map(({ topic }) => topic)).toEqual(said.map(({ intent }) => intent))
    for (const [at, { share }] of found.entries()) expect(share).toBeCloseTo(said[at]?.score ?? -1, 12)
  }
}, 30_000)
