import nodeNlp from 'node-nlp'
import type { LanguageTag } from '../core/ids.ts'
import type { Corpus } from './corpus.ts'
import { wordsOf } from './features.ts'
import type { TrainedModel } from './model.ts'

/*
 * One node-nlp manager per language. Its code is a private-use one: node-nlp then applies no tokenizer, stemmer or
 * dictionary of its own (the Chinese one costs 150 MB), and takes the features as they are.
 */
const CODE = 'qa'

/** What of node-nlp's export is read. Its last weight of a topic is the bias. */
type Exported = {
  readonly intentFeatures: Readonly<Record<string, Readonly<Record<string, 1>>>>
  readonly neuralNetwork: { readonly features: readonly string[]; readonly intents: readonly string[]; readonly perceptrons: readonly (readonly number[])[] }
}

/** Blocks the thread for about a second per language: for the training worker only. */
export async function train(language: LanguageTag, corpus: Corpus, stopWords: readonly string[]): Promise<TrainedModel> {
  const stop = new Set(stopWords)
  // useNoneFeature makes a freshly trained model answer wrongly; the stem dictionary would let a broken network pass
  // the self-test, because it answers training texts by looking them up; NER costs fifty times the classification.
  const nlp = new nodeNlp.NlpManager({
    languages: [CODE],
    forceNER: false,
    autoSave: false,
    autoLoad: false,
    nlu: { useNoneFeature: false, useStemDict: false, log: false },
  })
  for (const { topic, text } of corpus) {
    const input = [...new Set(wordsOf(text, stop).flatMap(({ features }) => features))].join(' ')
    if (input !== '') nlp.addDocument(CODE, input, topic)
  }
  await nlp.train()
  return { language, ...networkOf(JSON.parse(nlp.export(true)).nluManager.domainManagers[CODE].domains.master_domain) }
}

function networkOf({ intentFeatures, neuralNetwork: { features, intents, perceptrons } }: Exported): Omit<TrainedModel, 'language'> {
  const places = new Map(features.map((feature, at) => [feature, at]))
  const topics = perceptrons.map((all, i) => {
    const topic = intents[i] ?? ''
    return { topic, bias: all.at(-1) ?? 0, weights: all.slice(0, -1).map(short), own: Object.keys(intentFeatures[topic] ?? {}).flatMap((feature) => places.get(feature) ?? []) }
  })
  return { features, topics }
}

/** Weights are 32 bits wide, and nine digits say them whole. */
const short = (weight: number): number => Number(weight.toPrecision(9))
