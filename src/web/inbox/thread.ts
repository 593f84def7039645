import { answerValue } from '../../core/speech.ts'
import type { FactUse } from '../../core/facts.ts'
import type { Said } from '../../core/event.ts'
import { factParam } from '../../core/speech.ts'
import type { Loaded, StoredEntry } from '../../store/store.ts'
import type { Thread } from '../contract/inbox.ts'
import type { Operator, WebPorts } from '../ports.ts'
import { isOpen } from '../../switchboard/window.ts'
import { Refusal } from '../problem.ts'
import { entries } from './entries.ts'
import { summaries } from './summary.ts'

const PAGE = 100

/** One conversation as an operator sees it: what she saw, beside the same in his language. Reading it is logged. */
export async function thread(ports: WebPorts, id: string, before: number | undefined, { operator, language }: { operator: Operator; language: string }): Promise<Thread> {
  const { store } = ports
  const [loaded, row] = await Promise.all([store.load(id), store.row(id)])
  if (loaded === null || row === null) throw new Refusal(404, 'no-conversation', ports.words.text('inbox:errors.gone', {}, language))
  await store.logRead(id, operator.id, ports.clock.now())
  const stored = await store.transcript(id, { before, limit: PAGE })
  const [deliveries, files, notes, history, readers, operators] = await Promise.all([
    store.deliveries(id, stored[0]?.seq ?? 0), store.filesOf(id), store.notes(id), store.historyOf(id), store.readers(id), ports.auth.operators(),
  ])
  const nameOf = (who: string): string => operators.find((o) => o.id === who)?.name ?? who
  const [summary] = await summaries(ports, [row], language)
  return {
    summary: summary as Thread['summary'], openedAt: row.openedAt, window: windowOf(ports, loaded),
    entries: entries(ports, stored, { deliveries, files }, language, nameOf),
    older: stored.length === PAGE ? (stored[0]?.seq ?? null) : null,
    answers: answersOf(ports, loaded, language), told: told(ports, stored, language),
    notes: notes.map((n) => ({ at: n.at, name: nameOf(n.operator), text: n.text })),
    history: [...history], readers: readers.map((r) => ({ name: nameOf(r.operator), at: r.at })),
  }
}

/** What her provider takes now. */
function windowOf({ channels, clock }: WebPorts, { identity }: Loaded): Thread['window'] {
  const channel = channels.get(identity.channel)
  if (channel === undefined || channel.can.window === null) return null
  const { until, left } = identity.window ?? { until: null, left: null }
  return { open: isOpen(identity.window, clock.now()), until, left, announces: channel.announce !== undefined, spoken: channel.can.spoken !== undefined }
}

/** Her answers, worded as the questions' labels are. */
function answersOf({ content, words }: WebPorts, { conversation }: Loaded, language: string): Thread['answers'] {
  return Object.entries(conversation.answers).map(([name, value]) => {
    const dot = name.lastIndexOf('.')
    return { label: words.text(`${name.slice(0, dot)}:answers.${name.slice(dot + 1)}`, {}, language), value: words.param(answerValue(content(), name, value), language) }
  })
}

const FIGURES: ReadonlySet<string> = new Set(['eur', 'days', 'working-days', 'months', 'years', 'number'])

/** The procedure or sheet in which it was said. */
const titleOf = (words: WebPorts['words'], namespace: string, language: string): string => words.all(namespace, language)?.title ?? ''

/** Every figure that was told, once, with its source. */
function told({ words }: WebPorts, stored: readonly StoredEntry[], language: string): Thread['told'] {
  const told = new Map<string, { fact: FactUse; about: string }>()
  for (const { data } of stored) {
    const { kind, key, facts } = data as Pick<Said, 'key' | 'facts'> & { kind?: string }
    if (kind === 'said') for (const fact of facts) if (FIGURES.has(fact.unit)) told.set(fact.name, { fact, about: key.slice(0, key.indexOf(':')) })
  }
  return [...told.values()].map(({ fact, about }) => ({ ...words.fact(fact, language), label: titleOf(words, about, language), value: words.param(factParam(fact), language) }))
}
