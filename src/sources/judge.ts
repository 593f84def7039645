import type { Instant, LocalDate } from '../core/ids.ts'
import type { FullSourceCheck } from '../store/store.ts'
import type { Reading } from './read.ts'
import { nextAsking, nextLook } from './schedule.ts'

/** What a look at a page brought. `same`: the site says that nothing changed. `busy`: it asks to be left alone for now. */
export type Found =
  | { readonly kind: 'read'; readonly reading: Reading; readonly readAs: string; readonly etag: string | null; readonly lastModified: string | null; readonly movedTo: string | null }
  | { readonly kind: 'same'; readonly movedTo: string | null }
  | { readonly kind: 'gone' | 'refused'; readonly explain: string }
  | { readonly kind: 'unreachable'; readonly explain: string; readonly notBefore: Instant | null; readonly busy: boolean }

export type Moment = { readonly now: Instant; readonly today: LocalDate }

/** What is kept of the page from now on. */
export function judge(known: FullSourceCheck, found: Found, { now, today }: Moment): FullSourceCheck {
  const looked = { ...known, checkedAt: now }
  switch (found.kind) {
    case 'unreachable': {
      const failures = known.failures + 1
      return { ...looked, state: 'unreachable', explain: found.explain, failures, nextAt: nextLook(today, failures, found.notBefore) }
    }
    case 'refused': return { ...looked, state: 'refused', explain: found.explain, failures: 0, nextAt: nextAsking(today) }
    case 'gone': return { ...looked, state: 'gone', explain: found.explain, failures: 0, changedAt: known.state === 'gone' ? known.changedAt : now, etag: null, lastModified: null, nextAt: nextLook(today, 0, null) }
    case 'same': return { ...looked, state: found.movedTo === null ? 'unchanged' : 'moved', explain: null, failures: 0, movedTo: found.movedTo, nextAt: nextLook(today, 0, null) }
    case 'read': return read(looked, found, { now, today })
  }
}

function read(known: FullSourceCheck, { reading, readAs, etag, lastModified, movedTo }: Extract<Found, { kind: 'read' }>, { now, today }: Moment): FullSourceCheck {
  const isFirst = known.fingerprint === null || known.readAs !== readAs
  const changed = !isFirst && known.fingerprint !== reading.fingerprint
  return {
    ...known, ...reading, readAs, etag, lastModified, movedTo, explain: null, failures: 0, nextAt: nextLook(today, 0, null),
    state: isFirst ? 'first' : changed ? 'changed' : movedTo === null ? 'unchanged' : 'moved',
    changedAt: changed ? now : known.changedAt,
    previousText: changed ? known.text : isFirst ? null : known.previousText,
  }
}
