import { NO_HINTS, type UrgentKind } from '../core/hints.ts'
import type { LanguageTag, Topic } from '../core/ids.ts'
import type { SearchPage } from '../core/search-page.ts'
import { LIKELY } from '../core/topics.ts'
import { createConcepts } from './concepts.ts'
import type { Example } from './corpus.ts'
import { readIntents, type Reading } from './intents.ts'
import { createDetector } from './language.ts'
import type { Understand } from './port.ts'
import { createReader } from './reader.ts'
import { createSearch } from './search/search.ts'
import { DANGER, LIKELY_DANGER } from './special.ts'
import { HAN, readable, words } from './text.ts'
import { type Log, openClassifier } from './trained.ts'
import { loadOrder } from './training.ts'
import { loadUrgency } from './urgency.ts'
import { loadWordLists } from './word-lists.ts'

export type UnderstandingOptions = {
  /** Holds `languages.yaml`, `urgency.yaml`, `concepts.yaml`, `intents/<lang>/<topic>.txt` and `calibration/<lang>.txt`. */
  readonly dataDir: string
  /** The trained model is kept here; may be deleted at any time. */
  readonly cacheDir: string
  readonly languages: readonly LanguageTag[]
  /** Texts that editors taught the desk, besides those of the files. */
  readonly taught?: readonly Taught[]
  /** The desk's own texts, to look in where no topic is likely. */
  readonly pages?: readonly SearchPage[]
  readonly log?: Log
}

export type Taught = { readonly language: LanguageTag; readonly topic: Topic; readonly text: string }

/** A topic is worth naming; else the desk's texts are looked through. */
const isCaught = ({ intents, outOfScope }: Reading): boolean => outOfScope || (intents[0]?.score ?? 0) >= LIKELY

/** A danger is told, not only named: of fewer words, or Chinese characters, the list decides alone; of a few more it must be likely. */
const LEAST_TOLD = { words: 3, han: 5 }
const WELL_TOLD = { words: 7, han: 11 }

const tells = (all: readonly string[], least: typeof LEAST_TOLD): boolean => {
  const han = all.filter((word) => HAN.test(word)).length
  return han >= least.han || all.length - han >= least.words
}

/** A story of danger without any word of the list: its kind is not clear. */
function sensed(text: string, shares: ReadonlyMap<Topic, number>, threshold: number): UrgentKind | null {
  const [share, all] = [shares.get(DANGER) ?? 0, words(text)]
  return share >= threshold && tells(all, LEAST_TOLD) && (share >= LIKELY_DANGER || tells(all, WELL_TOLD)) ? 'danger' : null
}

/**
 * Loads everything before the first message: some ten seconds when it must train, under one with a cache.
 * @throws Error when a data file is missing or malformed, or a trained model fails its self-test.
 */
export async function createUnderstanding({ dataDir, cacheDir, languages, taught = [], pages = [], log = () => {} }: UnderstandingOptions): Promise<Understand> {
  const [lists, spotted, written] = await Promise.all([loadWordLists(dataDir, languages), loadUrgency(dataDir), loadOrder(dataDir, languages)])
  const order = { ...written, corpus: [...written.corpus, ...taught.map(({ language, topic, text }): Example => ({ language, topics: [topic], text }))] }
  const [detect, classifier] = await Promise.all([createDetector(languages, lists, cacheDir), openClassifier(cacheDir, order, log)])
  const concepts = createConcepts(order.concepts)
  const read = createReader(classifier, concepts)
  const search = createSearch(pages, concepts)

  return async (raw, context) => {
    try {
      const text = readable(raw)
      const shares = read(text)
      const language = detect(text)
      const reading = readIntents(text, shares, context.topic ?? null)
      const found = isCaught(reading) ? [] : search(text, context.language ?? language?.tag ?? '')
      return { language, urgent: spotted(text) ?? sensed(text, shares, classifier.danger(language?.tag ?? context.language)), ...reading, found }
    } catch (error) {
      // Hints are only hints: a text that breaks them goes on without.
      log(`understanding: no hints for a text: ${error instanceof Error ? error.name : 'unknown error'}`)
      return NO_HINTS
    }
  }
}
