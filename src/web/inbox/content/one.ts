import { certaintyOn, type Fact, type FactRevision, pageOf, valueOn } from '../../../core/facts.ts'
import type { FactShown, FactValueShown, PageShown } from '../../contract/content.ts'
import type { WebPorts } from '../../ports.ts'
import { Refusal } from '../../problem.ts'
import { row } from './list.ts'
import { places } from './places.ts'
import { valueShown } from './shown.ts'

/** One fact with all that is known of it. */
export async function one(ports: WebPorts, name: string, language: string, mayChange: boolean): Promise<FactShown> {
  const { editing, store, words } = ports
  // Another process may have published a moment ago: what is shown must be as new as the history beside it.
  await editing.refresh()
  const standing = editing.byState().find((s) => s.fact.name === name)
  const written = editing.written(name)
  if (standing === undefined || written === null) throw new Refusal(404, 'no-fact', words.text('inbox:content.errors.no-fact', {}, language))
  const { fact } = standing
  const today = editing.today()
  const value = valueOn(fact, today)
  const revisions = await store.factRevisions(name)
  const certainty = value === null ? 'confirmed' : certaintyOn(fact, value, today)
  return {
    row: row(ports, standing, language), unit: fact.unit, doubt: certainty === 'confirmed' ? '' : words.text(`common:certainty.${certainty}`, {}, language),
    values: shown(ports, fact, fact.values, language),
    page: await pageShown(ports, fact),
    places: places(ports, name, language),
    history: revisions.map((r) => ({ id: r.id, kind: r.kind, at: r.at, by: r.byName, note: r.note, values: shown(ports, fact, r.values, language) })).reverse(),
    written: shown(ports, written, written.values, language),
    newest: revisions.at(-1)?.id ?? null,
    undo: undoShown(ports, fact, revisions, language), mayChange,
  }
}

export function shown({ words, editing }: Pick<WebPorts, 'words' | 'editing'>, fact: Fact, values: Fact['values'], language: string): FactValueShown[] {
  const today = editing.today()
  const counts = valueOn({ ...fact, values }, today)
  return values.map((value) => valueShown(words, fact, value, value === counts, today, language))
}

function undoShown(ports: WebPorts, fact: Fact, revisions: readonly FactRevision[], language: string): FactShown['undo'] {
  const undoable = ports.editing.undoable(revisions)
  if (undoable === null || undoable.taken.kind === 'undone') return null
  const { taken: { kind, at, byName }, back } = undoable
  return { kind, at, by: byName, back: shown(ports, fact, back, language) }
}

/** The page of today's value, as it was last found. */
async function pageShown({ store, editing }: WebPorts, fact: Fact): Promise<PageShown | null> {
  const value = valueOn(fact, editing.today())
  if (value === null || value.source.url === null) return null
  const url = pageOf(value.source.url)
  const check = await store.sourceCheck(url)
  const { text = null, previousText = null } = check ?? {}
  return {
    url: value.source.url, state: check?.state ?? null, checkedAt: check?.checkedAt ?? null, changedAt: check?.changedAt ?? null, movedTo: check?.movedTo ?? null, explain: check?.explain ?? null,
    excerpt: text !== null && previousText !== null ? editing.excerpt(previousText, text) : null,
    stands: text === null || check?.state === 'gone' ? null : editing.standsOn(text, value.value, fact.unit), canLook: editing.lookNow?.watches(url) ?? false,
  }
}
