import { NO_HINTS } from '../core/hints.ts'
import type { LanguageTag } from '../core/ids.ts'
import { loadCorpus } from './corpus.ts'
import { readIntents } from './intents.ts'
import { createDetector } from './language.ts'
import { openShelf } from './model-shelf.ts'
import type { Log } from './model-shelf.ts'
import type { Understand } from './port.ts'
import { readable } from './text.ts'
import { loadUrgency } from './urgency.ts'
import { loadWordLists } from './word-lists.ts'

export type UnderstandingOptions = {
  /** Holds `languages.yaml`, `urgency.yaml` and `intents/<lang>/<topic>.txt`. */
  readonly dataDir: string
  /** Trained models are kept here; may be deleted at any time. */
  readonly cacheDir: string
  readonly languages: readonly LanguageTag[]
  readonly log?: Log
}

/**
 * Loads everything before the first message: some seconds when it must train, under one with a cache.
 * @throws Error when a data file is missing or malformed, or a trained model fails its self-test twice.
 */
export async function createUnderstanding({ dataDir, cacheDir, languages, log = () => {} }: UnderstandingOptions): Promise<Understand> {
  const [lists, urgency] = await Promise.all([loadWordLists(dataDir, languages), loadUrgency(dataDir)])
  const orders = await Promise.all(
    languages.map(async (language) => {
      const stopWords = [...(lists.get(language)?.small ?? [])].sort()
      return { language, corpus: await loadCorpus(dataDir, language), stopWords }
    }),
  )
  const [detect, shelf] = await Promise.all([createDetector(languages, lists, cacheDir), openShelf(cacheDir, orders, log)])

  return async (raw, context) => {
    try {
      const text = readable(raw)
      const language = detect(text)
      const urgent = urgency(text)
      const tag = language?.sure ? language.tag : (context.language ?? language?.tag)
      const model = tag === undefined ? undefined : shelf.get(tag)
      if (tag === undefined || model === undefined) return { ...NO_HINTS, language, urgent }
      return { language, urgent, ...readIntents(text, model, lists.get(tag)?.small ?? new Set()) }
    } catch (error) {
      // Hints are only hints: a text that breaks them goes on without.
      log(`understanding: no hints for a text: ${error instanceof Error ? error.name : 'unknown error'}`)
      return NO_HINTS
    }
  }
}
