import type { Settled, TaughtList } from '../../contract/content.ts'
import type { WebPorts } from '../../ports.ts'
import { Refusal } from '../../problem.ts'

const PAGE = 20

/** What editors taught, with who and when. */
export async function taughtPage({ store, auth, words, content }: WebPorts, after: string, mine: string): Promise<TaughtList> {
  const [{ items, next }, taught, all] = await Promise.all([store.taughtTexts({ after: after || null, limit: PAGE }), store.taughtCount(), auth.operators()])
  const titleOf = (topic: string): string => {
    const { topics } = content()
    const entry = Object.hasOwn(topics, topic) ? topics[topic] : undefined
    return entry === undefined ? topic : words.text(entry.key, {}, mine)
  }
  return {
    items: items.map(({ id, language, text, topic, by, at }) => ({
      id, language, dir: words.languages.find((l) => l.tag === language)?.dir ?? 'ltr', text, topic: titleOf(topic), by: all.find((o) => o.id === by)?.name ?? '', at,
    })),
    next, taught,
  }
}

/** It counts no more from the next start on. */
export async function remove({ store, words }: WebPorts, id: string, language: string): Promise<Settled> {
  if (!(await store.forgetTaught(id))) throw new Refusal(409, 'already-done', words.text('inbox:content.errors.removed', {}, language))
  return { taught: await store.taughtCount() }
}
