import { obey } from './command.ts'
import type { TopicEntry } from './content.ts'
import { type Draft, note, option, say } from './draft.ts'
import { offerFound } from './found.ts'
import type { Hints } from './hints.ts'
import { LIMITS } from './limits.ts'
import { walk } from './walk.ts'

/** Sure enough to go on with one topic, saying aloud which. */
const SURE = 0.8
/** How far ahead of the second it must be. */
const AHEAD = 0.2
/** Likely enough to be named in a clarifying question. */
export const LIKELY = 0.15
/** Above this many characters a text is a story: one more thing may be in it. */
const STORY = 160

/**
 * Follows what she seems to ask: one clear topic is announced and opened, several likely ones become one short question.
 * False when nothing is likely: never a silent guess.
 */
export function followTopics(d: Draft, hints: Hints): boolean {
  const likely = likelyTopics(d, hints)
  if (hints.intents.length > 0) note(d, { kind: 'understood', intents: hints.intents.slice(0, LIMITS.clarify), outOfScope: hints.outOfScope })
  const [first, second] = likely
  if (!first) return hints.outOfScope ? outOfScope(d) : offerFound(d, hints.found)
  const { entry } = first
  if ('reply' in entry.leads) return reply(d, entry.leads.reply)
  const clear = first.score >= SURE && first.score - (second?.score ?? 0) >= AHEAD && !isStory(d, likely.length)
  return clear ? open(d, entry) : clarify(d, likely.slice(0, LIMITS.clarify).map((i) => i.entry))
}

/** What she may mean besides the procedure in which she stands, whose open question stays open; likeliest first. */
export function likelyTopics(d: Draft, hints: Hints): readonly { readonly entry: TopicEntry; readonly score: number }[] {
  if (hints.outOfScope) return []
  const known = hints.intents.flatMap(({ topic, score }) => (Object.hasOwn(d.content.topics, topic) ? [{ entry: d.content.topics[topic] as TopicEntry, score }] : []))
  return known.filter(({ entry, score }) => score >= needed(entry) && !isHere(d, entry))
}

/** A kind word answers only what is surely one; a topic is worth a question sooner. */
const needed = (entry: TopicEntry): number => ('reply' in entry.leads ? SURE : LIKELY)

/** She speaks of the procedure in which she stands: the question that is open stays open. */
function isHere(d: Draft, { leads }: TopicEntry): boolean {
  const { at } = d.conversation.script
  return at !== null && 'to' in leads && leads.to.flow === at.flow && leads.to.step === d.content.flows[at.flow]?.start
}

/** Plainly another question, and not a clumsy answer to the one that is open. */
export const isQuestion = (hints: Hints): boolean => !hints.outOfScope && (hints.intents[0]?.score ?? 0) >= SURE

const isStory = (d: Draft, topics: number): boolean => d.input.kind === 'wrote' && d.input.text.length > STORY && topics > 1

function open(d: Draft, entry: TopicEntry): boolean {
  if ('command' in entry.leads) {
    obey(d, entry.leads.command)
    return true
  }
  if (!('to' in entry.leads)) return false
  const { to } = entry.leads
  if (isElsewhere(d, to.flow)) return offerDigression(d, entry)
  say(d, 'common:understood', { params: { topic: { key: entry.key } } })
  walk(d, to)
  return true
}

/** In the middle of another procedure: leaving it is her choice, and the way back stays open. */
function isElsewhere(d: Draft, flow: string): boolean {
  const { at } = d.conversation.script
  return at !== null && at.flow !== flow && at.flow !== d.content.menu.flow && !at.flow.startsWith('services/')
}

function offerDigression(d: Draft, entry: TopicEntry): boolean {
  if (!('to' in entry.leads)) return false
  say(d, 'common:other-question', {
    params: { topic: { key: entry.key } },
    options: [
      option('go', 'common:options.go-to', { do: 'digress', to: entry.leads.to }, { topic: { key: entry.key } }),
      option('again', 'common:options.stay', { do: 'again' }),
    ],
  })
  return true
}

function clarify(d: Draft, entries: readonly TopicEntry[]): boolean {
  say(d, 'common:clarify', {
    options: [
      ...entries.flatMap((entry) => ('to' in entry.leads ? [option(entry.topic, entry.key, { do: 'digress', to: entry.leads.to })] : [])),
      ...(isInProcedure(d) ? [option('again', 'common:options.stay', { do: 'again' })] : []),
      option('person', 'common:options.person', { do: 'command', command: 'person' }),
      option('menu', 'common:options.none-of-these', { do: 'command', command: 'menu' }),
    ],
  })
  return true
}

/** A question of a procedure is open. */
export function isInProcedure({ content, conversation: { script: { at } } }: Draft): boolean {
  return at !== null && at.flow !== content.menu.flow
}

function outOfScope(d: Draft): boolean {
  say(d, 'common:out-of-scope', {
    options: [
      option('menu', 'common:options.menu', { do: 'command', command: 'menu' }),
      option('person', 'common:options.person', { do: 'command', command: 'person' }),
    ],
  })
  return true
}

function reply(d: Draft, key: string): boolean {
  say(d, key)
  if (d.conversation.script.at === null) walk(d, d.content.menu)
  return true
}

