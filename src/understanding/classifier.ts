import type { LanguageTag, Topic } from '../core/ids.ts'
import { PLACES, type Features } from './features.ts'

export type Dangers = Readonly<Record<LanguageTag, number>> & { readonly '*': number }

/** What training leaves: plain JSON, some 4 MB. */
export type TrainedModel = {
  readonly topics: readonly Topic[]
  readonly bias: readonly number[]
  /** What the whole numbers of each topic are multiplied by. */
  readonly scale: readonly number[]
  /** One byte a place and topic, places outside; base64. */
  readonly weights: string
  /** How far the scores are flattened, so that 0.8 means right eight times in ten. */
  readonly temperature: number
  /** The share of danger from which she is asked about it, by the language of the text; `*`: of every other. */
  readonly danger: Dangers
}

/** Multinomial logistic regression over hashed features, one for all languages. */
export type Classifier = {
  readonly topics: readonly Topic[]
  /** From which share of danger on she is asked, in a language; null: it is not known. */
  readonly danger: (language: LanguageTag | null) => number
  /** A share for each topic, in their order; they add up to 1. */
  readonly shares: (features: Features) => Float64Array
  /** How much one place speaks for each topic. */
  readonly weightsAt: (place: number) => readonly number[]
}

/** @throws Error when `trained` has another shape than training leaves. */
export function loadClassifier({ topics, bias, scale, weights, temperature, danger }: TrainedModel): Classifier {
  const bytes = Buffer.from(weights, 'base64')
  if (bytes.length !== PLACES * topics.length || bias.length !== topics.length || scale.length !== topics.length || !(temperature > 0) || !(danger['*'] > 0)) throw new Error('understanding: this is not a trained model')
  const table = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const count = topics.length
  return {
    topics, danger: (language) => (language !== null && Object.hasOwn(danger, language) ? danger[language] : undefined) ?? danger['*'],
    shares(features) {
      const sums = new Float64Array(count)
      for (let k = 0; k < features.places.length; k++) {
        const base = (features.places[k] as number) * count
        const weight = features.weights[k] as number
        for (let c = 0; c < count; c++) sums[c] = (sums[c] as number) + (table[base + c] as number) * weight
      }
      return softmax(sums.map((sum, c) => (sum * (scale[c] as number) + (bias[c] as number)) / temperature))
    },
    weightsAt: (place) => topics.map((_, c) => (table[place * count + c] as number) * (scale[c] as number)),
  }
}

/** In place. */
export function softmax(logits: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (const logit of logits) most = Math.max(most, logit)
  let sum = 0
  for (let c = 0; c < logits.length; c++) sum += logits[c] = Math.exp((logits[c] as number) - most)
  for (let c = 0; c < logits.length; c++) logits[c] = (logits[c] as number) / sum
  return logits
}
