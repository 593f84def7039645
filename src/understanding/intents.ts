import type { Hints } from '../core/hints.ts'
import type { Topic } from '../core/ids.ts'
import { wordsOf } from './features.ts'
import type { Word } from './features.ts'
import type { Model } from './model.ts'
import { sentences } from './text.ts'

export type Reading = Pick<Hints, 'intents' | 'outOfScope'>

const OUT_OF_SCOPE: Topic = 'other_out_of_scope'
const TOP = 5
/** A sentence alone knows less than the whole text. */
const SENTENCE_TRUST = 0.9
const SENTENCE_WORDS = 3
const WINDOW = 14
const NOTHING_FITS = 0.2
const ENOUGH_WORDS = 2

/** People open and close a request with these; they are its topic only when nothing else is there. */
const COURTESY: ReadonlySet<Topic> = new Set(['greeting', 'thanks'])
const COURTESY_WORDS = 4
const COURTESY_WEIGHT = 0.25
/** One word ("rinnovare") names no topic for certain, however well the model knows it. */
const LONE_WORD_WEIGHT = 0.7

/**
 * Topics with honest scores. node-nlp's shares add up to 1 even for a text of which it knows one word, so each share is
 * multiplied by what is known of the text: `score = share × min(1, known ÷ 0.7)`. A long text is also read by its
 * sentences, and a topic keeps the best score that it reached anywhere.
 *
 * `outOfScope`: the texts written as such fit best, or nothing of several words fits at all.
 */
export function readIntents(text: string, model: Model, stopWords: ReadonlySet<string>): Reading {
  const whole = wordsOf(text, stopWords)
  const best = new Map<Topic, number>()
  score(whole, model, 1, best)
  for (const piece of pieces(text, whole, stopWords)) score(piece, model, SENTENCE_TRUST, best)
  const weight = (topic: Topic) => (COURTESY.has(topic) ? courtesyWeight(whole.length) : whole.length === 1 ? LONE_WORD_WEIGHT : 1)
  const ranked = [...best].map(([topic, score]) => ({ topic, score: score * weight(topic) })).sort((a, b) => b.score - a.score)
  const intents = ranked.slice(0, TOP).filter(({ score }) => score >= 0.01)
  return { intents, outOfScope: isOutOfScope(intents, whole) }
}

function score(words: readonly Word[], model: Model, trust: number, best: Map<Topic, number>): void {
  const known = Math.min(1, model.known(words) / 0.7)
  if (known === 0) return
  for (const { topic, share } of model.classify(words)) {
    best.set(topic, Math.max(best.get(topic) ?? 0, share * known * trust))
  }
}

/** Sentences; and, for what voice typing leaves in one breath, runs of words. */
function pieces(text: string, whole: readonly Word[], stopWords: ReadonlySet<string>): readonly (readonly Word[])[] {
  const bySentence = sentences(text)
    .map((sentence) => wordsOf(sentence, stopWords))
    .filter((words) => words.length >= SENTENCE_WORDS)
  if (bySentence.length > 1) return bySentence
  if (whole.length < 2 * WINDOW) return []
  const starts = Array.from({ length: Math.min(12, Math.ceil(whole.length / WINDOW)) }, (_, at) => at * WINDOW)
  return starts.map((start) => whole.slice(start, start + WINDOW))
}

function courtesyWeight(words: number): number {
  return words > COURTESY_WORDS ? COURTESY_WEIGHT : 1
}

function isOutOfScope([best]: Reading['intents'], words: readonly Word[]): boolean {
  if (best?.topic === OUT_OF_SCOPE) return best.score >= NOTHING_FITS
  return words.length >= ENOUGH_WORDS && (best === undefined || best.score < NOTHING_FITS / 2)
}
