import type { Hints } from '../../core/hints.ts'
import type { LanguageTag, Topic } from '../../core/ids.ts'
import type { Understand } from '../port.ts'
import type { ReadTopics } from '../reader.ts'
import { DANGER, OUT_OF_SCOPE } from '../special.ts'
import { readable } from '../text.ts'
import type { HeldOut } from './held-out.ts'
import { areaUnderCurve, percentile, reliability, shareOf, type Band } from './measures.ts'

/** Shares from 0 to 1, milliseconds, numbers of texts. */
export type Evaluation = {
  readonly texts: number
  /** The right topic comes first, or among the first three. Of served topics only: not of what is out of scope. */
  readonly first: number
  readonly three: number
  /** Of texts with two needs, both among the first three. */
  readonly both: number
  readonly outOfScope: { readonly area: number; readonly refused: number; readonly caught: number }
  readonly urgent: { readonly recall: number; readonly falseAlarms: number }
  /** Told from the text alone. */
  readonly language: number
  readonly milliseconds: { readonly half: number; readonly most: number }
}

/** `strange`: the share of what the desk does not serve. */
export type Answered = { readonly asked: HeldOut; readonly hints: Hints; readonly strange: number; readonly language: LanguageTag | null; readonly milliseconds: number }

export async function answerAll(understand: Understand, read: ReadTopics, texts: readonly HeldOut[]): Promise<Answered[]> {
  const answered: Answered[] = []
  for (const asked of texts) {
    const began = process.hrtime.bigint()
    const hints = await understand(asked.text, { language: asked.language, topic: asked.here })
    const milliseconds = Number(process.hrtime.bigint() - began) / 1e6
    answered.push({ asked, hints, strange: read(readable(asked.text)).get(OUT_OF_SCOPE) ?? 0, language: hints.language?.tag ?? null, milliseconds })
  }
  return answered
}

export function evaluate(answers: readonly Answered[]): Evaluation {
  const served = answers.filter(({ asked }) => asked.topics[0] !== OUT_OF_SCOPE)
  const foreign = answers.filter(({ asked }) => asked.topics[0] === OUT_OF_SCOPE)
  const topical = served.filter(({ asked }) => asked.topics[0] !== DANGER)
  const dangers = served.filter(({ asked }) => asked.topics.includes(DANGER))
  const calm = answers.filter(({ asked }) => !asked.topics.includes(DANGER))
  const two = topical.filter(({ asked }) => asked.topics.length > 1)
  const times = answers.map(({ milliseconds }) => milliseconds)
  return {
    texts: answers.length,
    first: shareOf(topical, (one) => isRight(one)), three: shareOf(topical, (one) => placeOf(one) < 3),
    both: shareOf(two, ({ asked, hints }) => asked.topics.every((topic) => hints.intents.slice(0, 3).some((i) => i.topic === topic))),
    outOfScope: {
      area: areaUnderCurve(foreign.map(({ strange }) => strange), served.map(({ strange }) => strange)),
      refused: shareOf(served, ({ hints }) => hints.outOfScope), caught: shareOf(foreign, ({ hints }) => hints.outOfScope),
    },
    urgent: { recall: shareOf(dangers, isAlarm), falseAlarms: shareOf(calm, isAlarm) },
    language: shareOf(answers, ({ asked, language }) => language === asked.language),
    milliseconds: { half: percentile(times, 0.5), most: percentile(times, 0.99) },
  }
}

export const isRight = ({ asked, hints }: Answered): boolean => hints.intents[0] !== undefined && asked.topics.includes(hints.intents[0].topic)

/** Place of the main need among the intents, from 0; infinite when it is not there. */
function placeOf({ asked, hints }: Answered): number {
  const place = hints.intents.findIndex(({ topic }) => asked.topics.includes(topic))
  return place < 0 ? Number.POSITIVE_INFINITY : place
}

const isAlarm = ({ hints }: Answered): boolean => hints.urgent !== null

export const bands = (answers: readonly Answered[]): Band[] =>
  reliability(answers.filter(({ asked }) => asked.topics[0] !== DANGER).flatMap((one) => (one.hints.intents[0] ? [{ score: one.hints.intents[0].score, right: isRight(one) }] : [])), [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1])

/** Which topic is taken for which, most often first. */
export function confusions(answers: readonly Answered[], most: number): { readonly right: Topic; readonly said: Topic; readonly times: number }[] {
  const counted = new Map<string, number>()
  for (const one of answers) {
    const said = one.hints.intents[0]?.topic ?? '—'
    if (!isRight(one) && one.asked.topics[0] !== DANGER) counted.set(`${one.asked.topics[0]} ${said}`, (counted.get(`${one.asked.topics[0]} ${said}`) ?? 0) + 1)
  }
  return [...counted].sort((a, b) => b[1] - a[1]).slice(0, most).map(([pair, times]) => ({ right: pair.split(' ')[0] as string, said: pair.split(' ')[1] as string, times }))
}
