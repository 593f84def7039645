import { type Draft, note, option, say } from './draft.ts'
import type { Hints } from './hints.ts'
import { isInProcedure, likelyTopics } from './topics.ts'

/** Topics named beside the way to help. */
const TOPICS = 2

/**
 * Her words sound like danger and name none: "my husband does not work" sounds like it too. She is asked, with help as the
 * first answer, and what else she may mean beside it; who works on conversations sees that it was noticed.
 */
export function askDanger(d: Draft, hints: Hints): void {
  note(d, { kind: 'urgency-noticed', urgent: 'danger' })
  const topics = likelyTopics(d, hints).slice(0, TOPICS)
  say(d, 'urgent:asked', {
    options: [
      option('help', 'urgent:options.help', { do: 'help', kind: 'danger' }),
      ...topics.flatMap(({ entry }) => ('to' in entry.leads ? [option(entry.topic, entry.key, { do: 'digress', to: entry.leads.to })] : [])),
      option('person', 'common:options.person', { do: 'command', command: 'person' }),
      ...(isInProcedure(d) ? [option('again', 'common:options.stay', { do: 'again' })] : []),
      option('menu', 'common:options.none-of-these', { do: 'command', command: 'menu' }),
    ],
  })
}
