import { PLACES, namedFeatures } from '../features.ts'
import { hash } from '../hash.ts'
import { pieces, plain, readable } from '../text.ts'
import { createUnderstanding, type UnderstandingOptions } from '../understanding.ts'
import { openParts } from './open.ts'

const TOPICS = 3
const REASONS = 8

/** Why a text is taken for what it is taken: language, danger, concepts, pieces, and by topic the features that spoke for it most. */
export async function explain(raw: string, options: UnderstandingOptions): Promise<string> {
  const text = readable(raw)
  const hints = await (await createUnderstanding(options))(raw, { language: null })
  const { concepts, classifier, read } = await openParts(options)
  const features = namedFeatures(text, concepts)
  const best = hints.intents.slice(0, TOPICS)
  const reasons = (topic: string): string => {
    const at = classifier.topics.indexOf(topic)
    const spoke = features.map(([name, weight]) => ({ name, force: weight * (classifier.weightsAt(hash(name) & (PLACES - 1))[at] as number) }))
    return spoke.sort((a, b) => b.force - a.force).slice(0, REASONS).map(({ name, force }) => `${name} ${force.toFixed(2)}`).join('   ')
  }
  return [
    `language   ${hints.language === null ? 'not one of ours' : `${hints.language.tag}${hints.language.sure ? '' : ', not sure'}`}`,
    `danger     ${hints.urgent ?? 'none'}`,
    `concepts   ${[...concepts(plain(text))].join(', ') || 'none'}`,
    ...pieces(text).map((piece) => `piece      ${piece.trim()}   ${topTwo(read(piece))}`),
    hints.outOfScope ? 'The desk does not serve this.' : '',
    ...best.map(({ topic, score }) => `${score.toFixed(2)}  ${topic}\n      ${reasons(topic)}`),
    '',
  ].join('\n')
}

const topTwo = (shares: ReadonlyMap<string, number>): string =>
  [...shares].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([topic, share]) => `${topic} ${share.toFixed(2)}`).join(', ')
