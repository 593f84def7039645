import type { LanguageTag, Topic } from '../core/ids.ts'
import type { Word } from './features.ts'

/** Texts of one language → topics, best first; `known` is the share of the text's words that training has seen, 0 to 1. */
export type Model = {
  classify(words: readonly Word[]): { readonly topic: Topic; readonly share: number }[]
  known(words: readonly Word[]): number
}

/** What training leaves: plain JSON. */
export type TrainedModel = {
  readonly language: LanguageTag
  readonly features: readonly string[]
  /** `weights`, one a feature; `own`, the places of the features that this topic's training texts have. */
  readonly topics: readonly { readonly topic: Topic; readonly bias: number; readonly weights: readonly number[]; readonly own: readonly number[] }[]
}

/**
 * Answers what node-nlp would, without it: with its recognizers and dictionaries it takes 80 MB, and it keeps every text
 * that it is asked about for an hour.
 * @throws when `trained` does not come from `train`.
 */
export function loadModel({ features, topics: trained }: TrainedModel): Model {
  const places: ReadonlyMap<string, number> = new Map(features.map((feature, at) => [feature, at]))
  const topics = trained.map(({ topic, bias, weights, own }) => ({ topic, bias, weights: Float32Array.from(weights), own: new Set(own) }))
  return {
    classify(words) {
      const known = [...new Set(words.flatMap(({ features }) => features))].flatMap((feature) => places.get(feature) ?? [])
      // A topic none of whose own features is there is not meant, whatever the other features say for it.
      const meant = topics.filter(({ own }) => known.some((at) => own.has(at)))
      const found = meant.flatMap(({ topic, bias, weights }) => {
        const strength = known.reduce((sum, at) => sum + (weights[at] ?? 0), bias)
        return strength > 0 ? [{ topic, strength: strength ** 2 }] : []
      })
      const all = found.reduce((sum, { strength }) => sum + strength, 0)
      return found.map(({ topic, strength }) => ({ topic, share: strength / all })).sort((a, b) => b.share - a.share)
    },
    known: (words) => knownShare(words, places),
  }
}

/** A word seen only by its beginning counts half. */
function knownShare(words: readonly Word[], vocabulary: ReadonlyMap<string, number>): number {
  if (words.length === 0) return 0
  const knowledge = words.map(({ features }): number => {
    const at = features.findIndex((feature) => vocabulary.has(feature))
    if (at < 0) return 0
    return at === 0 ? 1 : 0.5
  })
  return knowledge.reduce((sum, one) => sum + one, 0) / words.length
}
