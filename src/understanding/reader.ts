import type { Topic } from '../core/ids.ts'
import type { Classifier } from './classifier.ts'
import type { FindConcepts } from './concepts.ts'
import { featuresOf } from './features.ts'
import { pieces } from './text.ts'

/** A share for each topic that a text may be about. Takes `readable` text. */
export type ReadTopics = (text: string) => ReadonlyMap<Topic, number>

/** A story is read as a whole and piece by piece: a need that is one sentence of ten must be seen. */
const WHOLE = 0.6

export function createReader(classifier: Classifier, concepts: FindConcepts): ReadTopics {
  const shares = (text: string): Float64Array => classifier.shares(featuresOf(text, concepts))
  return (text) => {
    const whole = shares(text)
    const parts = pieces(text).map(shares)
    const share = (topic: number): number => {
      const seen = whole[topic] as number
      if (parts.length === 0) return seen
      return WHOLE * seen + (1 - WHOLE) * (parts.reduce((sum, part) => sum + (part[topic] as number), 0) / parts.length)
    }
    return new Map(classifier.topics.map((topic, at) => [topic, share(at)]))
  }
}
