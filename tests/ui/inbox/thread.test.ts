import { describe, expect, it } from 'vitest'
import { grouped, isFoldable } from '../../../src/ui/inbox/thread/group.ts'
import { arrivedIn, merge, prepend } from '../../../src/ui/inbox/thread/merge.ts'
import type { Entry, Thread } from '../../../src/web/contract/inbox.ts'

const entry = (seq: number, patch: Partial<Entry> = {}): Entry => ({
  seq,
  at: `2026-11-22T10:00:${String(seq).padStart(2, '0')}Z`,
  kind: 'citizen',
  text: `words ${seq}`,
  language: 'zh',
  dir: 'ltr',
  mine: null,
  name: null,
  blocks: [],
  options: [],
  sources: [],
  files: [],
  delivery: 'none',
  explain: null,
  ...patch,
})
const fact = (label: string, value: string): Thread['told'][number] => ({
  label,
  value,
  publisher: 'Polizia di Stato',
  url: null,
  when: '',
  certainty: 'confirmed',
  doubt: '',
})
const thread = (entries: Entry[], patch: Partial<Thread> = {}): Thread => ({
  summary: {
    id: 'c',
    mode: 'queued',
    urgent: null,
    name: 'Anonima',
    language: 'zh',
    channel: 'web-chat',
    topic: null,
    since: '2026-11-22T10:00:00Z',
    lastText: '',
    lastFrom: 'citizen',
    unread: 0,
    operator: null,
    outcome: null,
  },
  window: null,
  openedAt: '2026-11-22T10:00:00Z',
  entries,
  older: null,
  answers: [],
  told: [],
  notes: [],
  history: [],
  readers: [],
  ...patch,
})
const seqs = ({ entries }: Thread): number[] => entries.map((one) => one.seq)

describe('a newer page over the thread', () => {
  it('adds what is new and keeps unchanged entries the same objects', () => {
    const before = thread([entry(1), entry(2, { delivery: 'queued' })])
    const after = merge(before, thread([entry(1), entry(2, { delivery: 'sent' }), entry(3)]))
    expect(after.entries[0]).toBe(before.entries[0])
    expect(after.entries[1]?.delivery).toBe('sent')
    expect(seqs(after)).toEqual([1, 2, 3])
  })

  it('keeps the earlier entries that were unrolled, and where to ask for more', () => {
    const before = thread([entry(4), entry(5), entry(6)], { older: 4, told: [fact('old', '1')] })
    const after = merge(before, thread([entry(6), entry(7)], { older: 6, told: [fact('new', '2')] }))
    expect(seqs(after)).toEqual([4, 5, 6, 7])
    expect(after.older).toBe(4)
    expect(after.told.map((one) => one.label)).toEqual(['old', 'new'])
  })

  it('tells what the person wrote meanwhile, and nothing else', () => {
    const before = thread([entry(1)])
    expect(arrivedIn(before, thread([entry(1), entry(2, { kind: 'assistant' }), entry(3)])).map((one) => one.seq)).toEqual([3])
  })
})

it('an earlier page comes in front, the newest value of a fact counts', () => {
  const joined = prepend(
    thread([entry(3)], { older: 3, told: [fact('fee', '116,46 €')] }),
    thread([entry(1), entry(2)], { older: 1, told: [fact('fee', '100 €'), fact('days', '60')] }),
  )
  expect(seqs(joined)).toEqual([1, 2, 3])
  expect(joined.older).toBe(1)
  expect(joined.told.map((one) => one.value)).toEqual(['60', '116,46 €'])
})

describe('what is shown together', () => {
  const at = '2026-11-22T10:00:05Z'
  it('one turn of the assistant is one item, the next turn another', () => {
    const said = (seq: number, time: string): Entry => entry(seq, { kind: 'assistant', at: time })
    const items = grouped(thread([said(1, at), said(2, at), said(3, '2026-11-22T10:00:09Z')]))
    expect(items.map((item) => (item.kind === 'turn' ? item.entries.length : 0))).toEqual([2, 1])
  })

  it('a note stands where it was written', () => {
    const items = grouped(thread([entry(1), entry(9)], { notes: [{ at, name: 'Anna', text: 'seen' }] }))
    expect(items.map((item) => item.kind)).toEqual(['entry', 'note', 'entry'])
  })

  it('a note older than the page waits for its page', () => {
    expect(grouped(thread([entry(7)], { older: 7, notes: [{ at, name: 'Anna', text: 'seen' }] })).map((item) => item.kind)).toEqual([
      'entry',
    ])
  })

  it('short words are not folded, long or many are', () => {
    expect(isFoldable([entry(1)])).toBe(false)
    expect(isFoldable([entry(1), entry(2)])).toBe(true)
    expect(isFoldable([entry(1, { text: '好'.repeat(300) })])).toBe(true)
  })
})
