import { loadClassifier, type TrainedModel } from './classifier.ts'
import type { FindConcepts } from './concepts.ts'
import type { Corpus } from './corpus.ts'
import { createReader } from './reader.ts'
import { DANGER, LIKELY_DANGER } from './special.ts'
import { readable } from './text.ts'

/** What is learnt from texts; what its figures promise is set afterwards, on other texts. */
export type Learnt = Omit<TrainedModel, 'temperature' | 'danger'>

const FLATTEST = 4
/** In each language she is asked in vain for this share of calm texts, at most: people write of dangers in other ways. */
const FALSE_ALARMS = 0.04
/** A text that says nothing has some share of danger too: this many times as much is told by the words. */
const TELLING = 2

/**
 * How far the scores are flattened: as far as surprises least on texts that the weights have not seen; and from which share
 * of danger she is asked. Without such texts nothing is flattened, and only a likely danger is asked about.
 */
export function setScores(learnt: Learnt, unseen: Corpus, concepts: FindConcepts): Pick<TrainedModel, 'temperature' | 'danger'> {
  if (unseen.length === 0) return { temperature: 1, danger: { '*': LIKELY_DANGER } }
  const texts = unseen.map(({ language, topics, text }) => ({ language, topics, text: readable(text) }))
  const readAt = (temperature: number) => createReader(loadClassifier({ ...learnt, temperature, danger: { '*': 1 } }), concepts)
  const surprise = (temperature: number): number => {
    const read = readAt(temperature)
    return texts.reduce((sum, { text, topics: [topic] }) => sum - Math.log(Math.max(1e-6, read(text).get(topic) ?? 0)), 0)
  }
  const tried = Array.from({ length: 18 }, (_, at) => 0.3 * (FLATTEST / 0.3) ** (at / 17)).map((temperature) => ({ temperature, surprise: surprise(temperature) }))
  const { temperature } = tried.reduce((best, one) => (one.surprise < best.surprise ? one : best))
  const read = readAt(temperature)
  const calm = texts.filter(({ topics }) => !topics.includes(DANGER)).map(({ language, text }) => ({ language, share: read(text).get(DANGER) ?? 0 }))
  const silence = read('').get(DANGER) ?? 0
  const from = (some: readonly { readonly share: number }[]): number => Math.max(TELLING * silence, 0.01, some.map(({ share }) => share).sort((a, b) => b - a)[Math.floor(some.length * FALSE_ALARMS)] ?? LIKELY_DANGER)
  const byLanguage = [...new Set(calm.map(({ language }) => language))].map((language) => [language, from(calm.filter((one) => one.language === language))] as const)
  return { temperature, danger: { ...Object.fromEntries(byLanguage), '*': from(calm) } }
}
