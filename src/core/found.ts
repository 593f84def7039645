import { type Draft, factOf, note, option, say } from './draft.ts'
import type { Found, Hints } from './hints.ts'
import type { FactName, Topic } from './ids.ts'
import { factParam } from './speech.ts'

/** No topic is likely, but the desk's own texts speak of it: the best of them, each with its sentence. For an editor it stays missed. */
export function offerFound(d: Draft, found: Hints['found']): boolean {
  const places = found.flatMap((one) => {
    const entry = Object.hasOwn(d.content.topics, one.topic) ? d.content.topics[one.topic] : undefined
    return entry && 'to' in entry.leads ? [{ entry, to: entry.leads.to, ...sentence(d, one) }] : []
  })
  if (places.length === 0) return false
  note(d, { kind: 'missed', reason: 'not-understood' })
  say(d, 'common:found', {
    blocks: [{ kind: 'rows', rows: places.map(({ entry, value }) => ({ key: entry.key, value })) }],
    facts: places.flatMap(({ facts }) => facts),
    options: [
      ...places.map(({ entry, to }) => option(entry.topic, entry.key, { do: 'digress', to })),
      option('person', 'common:options.person', { do: 'command', command: 'person' }),
      option('menu', 'common:options.none-of-these', { do: 'command', command: 'menu' }),
    ],
  })
  return true
}

function sentence(d: Draft, { topic, key, sentence }: Found) {
  const named = Object.entries(factsBehind(d, topic, key)).map(([placeholder, name]) => [placeholder, factOf(d, name)] as const)
  const params = Object.fromEntries(named.map(([placeholder, fact]) => [placeholder, factParam(fact)]))
  return { value: { key, params, sentence }, facts: named.map(([, fact]) => fact) }
}

/** Of a pointer, or of the step whose text it is. */
function factsBehind({ content }: Draft, topic: Topic, key: string): Readonly<Record<string, FactName>> {
  const flow = key.slice(0, key.indexOf(':'))
  if (flow === `services/${topic}`) return content.sheets[topic]?.facts ?? {}
  const step = Object.values(content.flows[flow]?.steps ?? {}).find((s) => 'speech' in s && s.speech.key === key)
  return step && 'speech' in step ? step.speech.facts : {}
}
