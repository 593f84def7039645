import type { QueueRow } from '../../store/store.ts'
import type { Summary } from '../contract/inbox.ts'
import type { WebPorts } from '../ports.ts'
import { withoutDoors } from './doors.ts'

const PREVIEW = 140

/** Rows of the queue, for one operator's eyes. */
export async function summaries({ words, auth }: Pick<WebPorts, 'words' | 'auth'>, rows: readonly QueueRow[], language: string): Promise<Summary[]> {
  const operators = new Map((await auth.operators()).map((o) => [o.id, o.name]))
  return rows.map((row) => ({
    id: row.id, mode: row.mode as Summary['mode'], urgent: row.urgent as Summary['urgent'], name: row.profile === null ? words.text('inbox:anonymous', {}, language) : words.text('inbox:on-behalf', { name: row.profile }, language), language: row.language,
    channel: row.channel, topic: row.topic, since: row.since, lastText: withoutDoors({ words }, row.lastText ?? '', language).slice(0, PREVIEW), lastFrom: row.lastFrom as Summary['lastFrom'],
    unread: row.unread, operator: row.operator === null ? null : { id: row.operator, name: operators.get(row.operator) ?? '' }, outcome: row.outcome,
  }))
}
