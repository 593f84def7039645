import type { Entry, Thread } from '../../../web/contract/inbox.ts'

export type Item =
  | { readonly kind: 'turn'; readonly key: string; readonly entries: readonly Entry[] }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'note'; readonly key: string; readonly note: Thread['notes'][number] }

/** What the assistant said in one breath stays together; notes stand where they were written. */
export function grouped({ entries, notes, older }: Pick<Thread, 'entries' | 'notes' | 'older'>): Item[] {
  const items: Item[] = []
  const from = older === null ? '' : (entries[0]?.at ?? '')
  const waiting = notes.filter((note) => note.at >= from)
  const pushNotes = (until: string | null): void => {
    while (waiting[0] && (until === null || waiting[0].at < until)) {
      const [note] = waiting.splice(0, 1)
      if (note) items.push({ kind: 'note', key: `note ${note.at}`, note })
    }
  }
  for (const entry of entries) {
    pushNotes(entry.at)
    const last = items.at(-1)
    if (entry.kind !== 'assistant') items.push({ kind: 'entry', key: String(entry.seq), entry })
    else if (last?.kind === 'turn' && last.entries[0]?.at === entry.at)
      items[items.length - 1] = { ...last, entries: [...last.entries, entry] }
    else items.push({ kind: 'turn', key: String(entry.seq), entries: [entry] })
  }
  pushNotes(null)
  return items
}

const LONG = 240
const MANY_LINES = 4

export const isLong = ({ text, mine }: Entry): boolean =>
  text.length > LONG || (mine?.length ?? 0) > LONG || text.split('\n').length > MANY_LINES

/** Whether there is more to a turn than its first lines. */
export const isFoldable = (entries: readonly Entry[]): boolean => entries.length > 1 || entries.some((entry) => isLong(entry))
