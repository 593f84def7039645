import type { MissedText } from '../../../store/store.ts'
import type { Missed, MissedList, Settled, Teach } from '../../contract/content.ts'
import type { Operator, WebPorts } from '../../ports.ts'
import { Refusal } from '../../problem.ts'
import { anonymise } from './anonymise.ts'

const PAGE = 20

type Who = { readonly operator: Operator; readonly language: string }
type Key = { readonly conversation: string; readonly seq: number }

/** What nobody understood, with its words as they are: nothing of it is copied here. That she saw it is kept. */
export async function missedPage(ports: WebPorts, after: string, { operator, language }: Who): Promise<MissedList> {
  const { store, clock } = ports
  const [{ items, next }, taught] = await Promise.all([store.missedTexts(ports.desk().id, { after: after || null, limit: PAGE }), store.taughtCount()])
  await Promise.all([...new Set(items.map((i) => i.conversation))].map((id) => store.logRead(id, operator.id, clock.now(), 'one message')))
  return { items: items.map((item) => missedShown(ports, item, language)), next, taught }
}

const missedShown = ({ words, content }: WebPorts, { conversation, seq, at, language, text, topics }: MissedText, mine: string): Missed => ({
  conversation, seq, at, language, dir: words.languages.find((l) => l.tag === language)?.dir ?? 'ltr', text, neutral: anonymise(text),
  guessed: topics.flatMap(({ topic, score }) => {
    const entry = content().topics[topic]
    return entry === undefined ? [] : [{ topic, title: words.text(entry.key, {}, mine), percent: Math.round(score * 100) }]
  }),
})

/** Taught, or not for us: either way nobody is shown it again. */
export async function settle({ store, desk, content, words, newId, clock }: WebPorts, key: Key, taught: Teach | null, { operator, language }: Who): Promise<Settled> {
  const say = (word: string): string => words.text(`inbox:content.errors.${word}`, {}, language)
  if (taught !== null && (!Object.hasOwn(content().topics, taught.topic) || !content().languages.includes(taught.language))) throw new Refusal(400, 'invalid', say('no-topic'))
  const kept = taught === null ? null : { id: newId(), language: taught.language, topic: taught.topic, text: taught.text.normalize('NFC').replace(/\s+/g, ' '), by: operator.id, at: clock.now() }
  if (!(await store.settleMissed({ ...key, desk: desk().id }, kept))) throw new Refusal(409, 'already-done', say('already-done'))
  return { taught: await store.taughtCount() }
}
