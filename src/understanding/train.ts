import type { Topic } from '../core/ids.ts'
import { softmax, type TrainedModel } from './classifier.ts'
import { createConcepts, type FindConcepts } from './concepts.ts'
import type { Corpus, Example } from './corpus.ts'
import { featuresOf, type Features, PLACES } from './features.ts'
import { type Learnt, setScores } from './scores.ts'
import { readable } from './text.ts'
import type { TrainingOrder } from './training.ts'

/*
 * Multinomial logistic regression, by stochastic gradient descent with AdaGrad. The figures were chosen on
 * `data/calibration` and on a fifth of the training texts kept back (docs/decisions/0015).
 */
const EPOCHS = 10
/** What it knew after each of the last so many passes is averaged: the order of the texts then matters little. */
const AVERAGED = 6
const RATE = 0.5
const BIAS_RATE = 0.02
/** Pull towards zero: without it the rarest runs of characters are learnt by heart. */
const DECAY = 3e-4
/** Share of a text's features that is hidden in each pass, so that no single one decides. */
const HIDDEN = 0.2
/** 0: topics with many texts are likelier; 1: all topics are alike. */
const EVEN = 0.5
/** One text in so many is kept back while the scores are set. */
const KEPT_BACK = 8
/** Of a text with two needs, the share of the first. */
const FIRST_NEED = 0.6

/** `weight`: of a topic with many texts each counts less. */
type Lesson = { readonly features: Features; readonly wanted: readonly (readonly [topic: number, share: number])[]; readonly weight: number }
type Weights = { readonly count: number; readonly weights: Float32Array; readonly squares: Float32Array; readonly bias: Float64Array }

/** Two parts of one model, which two threads make beside each other: some twenty seconds each. */
export type Part = 'weights' | 'scores'
export type Parts = { readonly weights: Learnt; readonly scores: Omit<TrainedModel, keyof Learnt> }

export const train: { readonly [P in Part]: (order: TrainingOrder) => Parts[P] } = {
  weights: (order) => learnFrom(order, createConcepts(order.concepts), () => true),
  // On texts that the weights have not seen: those of another hand, and some of these kept back.
  scores(order) {
    const concepts = createConcepts(order.concepts)
    const isKeptBack = (at: number): boolean => at % KEPT_BACK === 0
    return setScores(learnFrom(order, concepts, (at) => !isKeptBack(at)), [...order.calibration, ...order.corpus.filter((_, at) => isKeptBack(at))], concepts)
  },
}

function learnFrom({ corpus }: TrainingOrder, concepts: FindConcepts, isSeen: (at: number) => boolean): Learnt {
  const topics = [...new Set(corpus.map(({ topics: [first] }) => first))].sort()
  const weightOf = weightsOf(corpus)
  const lessons = corpus.flatMap((example, at) => (isSeen(at) ? [lessonOf(example, topics, weightOf(example), (text) => featuresOf(readable(text), concepts))] : []))
  return pack(learn(lessons, topics.length), topics)
}

/** Within a language: what is said there in many ways must not be seen everywhere, nor be forgotten. */
function weightsOf(corpus: Corpus): (example: Example) => number {
  const counts = new Map<string, number>()
  const nameOf = ({ language, topics: [topic] }: Example): string => `${language} ${topic}`
  for (const example of corpus) {
    for (const name of [nameOf(example), example.language]) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const topics = new Set(corpus.map(({ topics: [topic] }) => topic)).size
  return (example) => ((counts.get(example.language) ?? 0) / topics / (counts.get(nameOf(example)) ?? 1)) ** EVEN
}

function lessonOf({ topics: about, text }: Example, topics: readonly Topic[], weight: number, read: (text: string) => Features): Lesson {
  const known = about.map((topic) => topics.indexOf(topic)).filter((topic) => topic >= 0)
  const [first = 0, second] = known
  return { features: read(text), weight, wanted: second === undefined ? [[first, 1]] : [[first, FIRST_NEED], [second, 1 - FIRST_NEED]] }
}

function learn(lessons: readonly Lesson[], count: number): Weights {
  const learnt: Weights = { count, weights: new Float32Array(PLACES * count), squares: new Float32Array(PLACES * count).fill(1e-6), bias: new Float64Array(count) }
  const chance = seeded(7)
  const order = lessons.map((_, at) => at)
  const mean = { weights: new Float32Array(learnt.weights.length), bias: new Float64Array(count) }
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, chance)
    for (const at of order) study(learnt, lessons[at] as Lesson, chance)
    if (epoch < EPOCHS - AVERAGED) continue
    addShare(mean.weights, learnt.weights)
    addShare(mean.bias, learnt.bias)
  }
  return { ...learnt, ...mean }
}

function addShare(mean: Float32Array | Float64Array, one: Float32Array | Float64Array): void {
  for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] as number) + (one[at] as number) / AVERAGED
}

function study({ count, weights, squares, bias }: Weights, { features: { places, weights: said }, wanted, weight: counts }: Lesson, chance: () => number): void {
  const bases = new Int32Array(places.length)
  const sizes = new Float64Array(places.length)
  let shown = 0
  for (let k = 0; k < places.length; k++) {
    if (chance() < HIDDEN) continue
    bases[shown] = (places[k] as number) * count
    sizes[shown++] = (said[k] as number) / (1 - HIDDEN)
  }
  const wrong = bias.slice()
  for (let k = 0; k < shown; k++) {
    const [base, size] = [bases[k] as number, sizes[k] as number]
    for (let c = 0; c < count; c++) wrong[c] = (wrong[c] as number) + (weights[base + c] as number) * size
  }
  softmax(wrong)
  for (const [topic, share] of wanted) wrong[topic] = (wrong[topic] as number) - share
  for (let c = 0; c < count; c++) wrong[c] = (wrong[c] as number) * counts
  for (let c = 0; c < count; c++) bias[c] = (bias[c] as number) - BIAS_RATE * (wrong[c] as number)
  for (let k = 0; k < shown; k++) {
    const [base, size] = [bases[k] as number, sizes[k] as number]
    for (let c = 0; c < count; c++) {
      const at = base + c
      const weight = weights[at] as number
      const slope = (wrong[c] as number) * size + DECAY * weight
      const square = (squares[at] as number) + slope * slope
      squares[at] = square
      weights[at] = weight - (RATE * slope) / Math.sqrt(square)
    }
  }
}

/** Weights in one byte each: nothing is lost that the scores would show. */
function pack({ count, weights, bias }: Weights, topics: readonly Topic[]): Learnt {
  const most = new Float64Array(count).fill(1e-9)
  for (let at = 0; at < weights.length; at++) most[at % count] = Math.max(most[at % count] as number, Math.abs(weights[at] as number))
  const scale = [...most].map((m) => m / 127)
  const bytes = Int8Array.from(weights, (weight, at) => Math.round(weight / (scale[at % count] as number)))
  return { topics, bias: [...bias], scale, weights: Buffer.from(bytes.buffer).toString('base64') }
}

/** The same texts train the same model on every machine. */
function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}

function shuffle(order: number[], chance: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1))
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
}
