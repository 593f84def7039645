import { describe, expect, it } from 'vitest'
import { differs, freshIn, neighbour, settle } from '../../../src/ui/inbox/queue/settle.ts'
import type { Summary } from '../../../src/web/contract/inbox.ts'

const row = (id: string, patch: Partial<Summary> = {}): Summary => ({
  id,
  mode: 'queued',
  urgent: null,
  name: 'Anonima',
  language: 'zh',
  channel: 'web-chat',
  topic: null,
  since: '2026-11-22T10:00:00Z',
  lastText: '您好',
  lastFrom: 'citizen',
  unread: 0,
  operator: null,
  outcome: null,
  ...patch,
})
const ids = (rows: readonly { id: string }[]): string => rows.map((one) => one.id).join()

describe('the list under the hand', () => {
  it('keeps its order when urgent work arrives on top', () => {
    const shown = [row('a'), row('b')]
    const latest = [row('z', { urgent: 'violence' }), row('b'), row('a')]
    expect(ids(settle(shown, latest))).toBe('a,b')
    expect(ids(freshIn(shown, latest))).toBe('z')
    expect(differs(shown, latest)).toBe(true)
  })

  it('changes known rows in place, and leaves the others the same objects', () => {
    const [a, b] = [row('a'), row('b')]
    const settled = settle([a, b], [row('a', { unread: 2 }), row('b')])
    expect(settled[0]?.unread).toBe(2)
    expect(settled[1]).toBe(b)
  })

  it('marks what is gone, and takes the mark away when it is back', () => {
    const gone = settle([row('a'), row('b')], [row('b')])
    expect(gone.map((one) => one.gone ?? false)).toEqual([true, false])
    expect(differs(gone, [row('b')])).toBe(true)
    expect(settle(gone, [row('a'), row('b')])[0]?.gone).toBeUndefined()
  })

  it('has nothing to tell when nothing is new', () => expect(differs([row('a')], [row('a', { unread: 1 })])).toBe(false))
})

describe('next and previous', () => {
  const rows = [row('a'), row('b')]
  it.each([
    [null, 1, 'a'],
    ['a', 1, 'b'],
    ['b', 1, null],
    ['b', -1, 'a'],
    ['a', -1, null],
    ['elsewhere', 1, 'a'],
  ] as const)('from %s by %i: %s', (from, step, to) => expect(neighbour(rows, from, step)).toBe(to))
  it('is nothing in an empty list', () => expect(neighbour([], null, 1)).toBeNull())
})
