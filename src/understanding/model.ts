import nodeNlp from 'node-nlp'
import type { LanguageTag, Topic } from '../core/ids.ts'
import type { Corpus } from './corpus.ts'
import { wordsOf } from './features.ts'
import type { Word } from './features.ts'

/*
 * One node-nlp manager per language. Its code is a private-use one: node-nlp then applies no tokenizer, stemmer or
 * dictionary of its own (the Chinese one costs 150 MB), and takes the features as they are.
 */
const CODE = 'qa'

/** Texts of one language → topics, best first; `known` is the share of the text's words that training has seen, 0 to 1. */
export type Model = {
  classify(words: readonly Word[]): Promise<{ readonly topic: Topic; readonly share: number }[]>
  known(words: readonly Word[]): number
}

/** What training leaves: plain JSON text. */
export type TrainedModel = { readonly language: LanguageTag; readonly stopWords: readonly string[]; readonly exported: string }

function manager() {
  // useNoneFeature makes a freshly trained model answer wrongly; the stem dictionary would let a broken network pass
  // the self-test, because it answers training texts by looking them up; NER costs fifty times the classification.
  return new nodeNlp.NlpManager({
    languages: [CODE],
    forceNER: false,
    autoSave: false,
    autoLoad: false,
    nlu: { useNoneFeature: false, useStemDict: false, log: false },
  })
}

/** Blocks the thread for about a second per language: for the training worker only. */
export async function train(language: LanguageTag, corpus: Corpus, stopWords: readonly string[]): Promise<TrainedModel> {
  const stop = new Set(stopWords)
  const nlp = manager()
  for (const { topic, text } of corpus) {
    const input = asInput(wordsOf(text, stop))
    if (input !== '') nlp.addDocument(CODE, input, topic)
  }
  await nlp.train()
  return { language, stopWords, exported: nlp.export(true) }
}

/** @throws when `trained` does not come from `train`. */
export function loadModel(trained: TrainedModel): Model {
  const nlp = manager()
  nlp.import(trained.exported)
  const vocabulary = vocabularyOf(trained.exported)
  return {
    async classify(words) {
      const { classifications } = await nlp.process(CODE, asInput(words))
      const said = classifications.filter(({ intent, score }) => intent !== 'None' && score > 0)
      return said.map(({ intent, score }) => ({ topic: intent, share: score }))
    },
    known: (words) => knownShare(words, vocabulary),
  }
}

function asInput(words: readonly Word[]): string {
  return [...new Set(words.flatMap(({ features }) => features))].join(' ')
}

function vocabularyOf(exported: string): ReadonlySet<string> {
  const json = JSON.parse(exported)
  const { features } = json.nluManager.domainManagers[CODE].domains.master_domain.neuralNetwork
  return new Set(features as string[])
}

/** A word seen only by its beginning counts half. */
function knownShare(words: readonly Word[], vocabulary: ReadonlySet<string>): number {
  if (words.length === 0) return 0
  const knowledge = words.map(({ features }): number => {
    const at = features.findIndex((feature) => vocabulary.has(feature))
    if (at < 0) return 0
    return at === 0 ? 1 : 0.5
  })
  return knowledge.reduce((sum, one) => sum + one, 0) / words.length
}
