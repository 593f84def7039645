import type { Hints } from '../core/hints.ts'
import type { Topic } from '../core/ids.ts'
import { DANGER, OUT_OF_SCOPE } from './special.ts'
import { words } from './text.ts'

export type Reading = Pick<Hints, 'intents' | 'outOfScope'>

const TOP = 5
const LEAST = 0.01

/** People open and close a request with these; they are its topic only when nothing else is there. */
const COURTESY: ReadonlySet<Topic> = new Set(['greeting', 'thanks'])
const COURTESY_WORDS = 4
const COURTESY_WEIGHT = 0.25
/** One word ("rinnovare") names no topic for certain, however well the model knows it. */
const LONE_WORD_WEIGHT = 0.7
/** In the middle of a procedure a short text most often belongs to it ("and how much is it?"). */
const HERE = 2.5
const SHORT_WORDS = 8

/**
 * Topics with honest scores, best first: of those near 0.8, eight in ten are right (`npm run understand -- --evaluate`).
 *
 * - `shares`: what the classifier says of the text
 * - `here`: the topic of the procedure in which she stands
 * - `outOfScope`: what the desk does not serve fits best
 */
export function readIntents(text: string, shares: ReadonlyMap<Topic, number>, here: Topic | null): Reading {
  const length = words(text).length
  const weight = (topic: Topic): number => (COURTESY.has(topic) && length > COURTESY_WORDS ? COURTESY_WEIGHT : length === 1 ? LONE_WORD_WEIGHT : 1)
  const ranked = [...inContext(calm(shares), here, length)].map(([topic, share]) => ({ topic, score: share * weight(topic) })).sort((a, b) => b.score - a.score)
  const intents = length === 0 ? [] : ranked.slice(0, TOP).filter(({ score }) => score >= LEAST)
  // "And how much is it?" in the middle of a procedure is never somebody else's matter.
  const belongs = here !== null && length <= SHORT_WORDS
  return { intents, outOfScope: intents[0]?.topic === OUT_OF_SCOPE && length > 1 && !belongs }
}

/** Danger is a hint of its own: it says nothing of what else she needs. */
function calm(shares: ReadonlyMap<Topic, number>): ReadonlyMap<Topic, number> {
  const rest = 1 - (shares.get(DANGER) ?? 0)
  return new Map([...shares].flatMap(([topic, share]) => (topic === DANGER ? [] : [[topic, share / Math.max(rest, 0.01)] as const])))
}

function inContext(shares: ReadonlyMap<Topic, number>, here: Topic | null, length: number): ReadonlyMap<Topic, number> {
  const share = here === null ? undefined : shares.get(here)
  if (here === null || share === undefined || length > SHORT_WORDS) return shares
  const whole = 1 + share * (HERE - 1)
  return new Map([...shares].map(([topic, other]) => [topic, (topic === here ? other * HERE : other) / whole]))
}
