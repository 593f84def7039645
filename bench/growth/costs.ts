import type { Place } from '../database.ts'
import type { Store } from '../../src/store/store.ts'
import type { Receive } from '../../src/switchboard/receive.ts'
import { addressOf, CHANNEL, DESK, idsFrom } from '../names.ts'
import { OPERATOR } from './rows.ts'
import { voices } from './texts.ts'

/** A database of one size, open, with what is measured on it. */
export type Subject = { readonly place: Place; readonly conversations: number; readonly store: Store; readonly receive: Receive; /** Keys that lie deep in the queue and in the closed ones. */ readonly deep: { readonly queued: string | null; readonly closed: string | null } }
/** `prepare`d once a subject; returns what is timed. `many`: how often a round runs it. */
export type Cost = { readonly name: string; readonly many: number; readonly run: (subject: Subject, n: number) => Promise<unknown> }

const PAGE = 50
const filter = (view: 'waiting' | 'closed' | 'mine') => ({ desk: DESK, view, operator: OPERATOR })
const idOf = (n: number): string => idsFrom(n * 4 + 1_000_000)()
/** Scattered over the whole history, the same way every time. */
const anyOf = (conversations: number, n: number): number => (n * 7_919 + 13) % conversations
const from = (citizen: number) => ({ channel: CHANNEL, account: DESK, address: addressOf(citizen) })
const says = (citizen: number, n: number) => ({ from: from(citizen), desk: DESK, externalId: `${addressOf(citizen)}:growth-${n}`, content: { kind: 'wrote' as const, text: 'menu' } })

export const costs: readonly Cost[] = [
  { name: 'a message of somebody known', many: 200, run: ({ receive, conversations }, n) => receive.incoming(says(anyOf(conversations, n), n)) },
  { name: 'a message of one of the last thousand', many: 200, run: ({ receive, conversations }, n) => receive.incoming(says(conversations - 1 - anyOf(1000, n), 500_000 + n)) },
  { name: 'a first message of somebody new', many: 200, run: ({ receive, conversations }, n) => receive.incoming({ ...says(conversations + 1_000 + n, n), externalId: null, content: { kind: 'opened', language: 'zh', flow: null } }) },
  { name: 'queue: first page', many: 20, run: ({ store }) => store.queue(filter('waiting'), { after: null, limit: PAGE }) },
  { name: 'queue: deep page', many: 20, run: ({ store, deep }) => store.queue(filter('waiting'), { after: deep.queued, limit: PAGE }) },
  { name: 'queue: mine', many: 20, run: ({ store }) => store.queue(filter('mine'), { after: null, limit: PAGE }) },
  { name: 'closed: first page', many: 20, run: ({ store }) => store.queue(filter('closed'), { after: null, limit: PAGE }) },
  { name: 'closed: deep page', many: 20, run: ({ store, deep }) => store.queue(filter('closed'), { after: deep.closed, limit: PAGE }) },
  { name: 'closed, one language', many: 20, run: ({ store }) => store.queue({ ...filter('closed'), language: 'zh' }, { after: null, limit: PAGE }) },
  { name: 'closed, a language nobody spoke', many: 2, run: ({ store }) => store.queue({ ...filter('closed'), language: 'fr' }, { after: null, limit: PAGE }) },
  { name: 'counts', many: 20, run: ({ store }) => store.counts(OPERATOR, DESK) },
  { name: 'the last day', many: 20, run: ({ store }) => store.day(DESK, '2026-11-23T00:00:00.000Z') },
  ...voices.filter(({ language }) => language !== 'ar').flatMap(({ language, rare, common }): Cost[] => [
    { name: `search: rare word, ${language}`, many: 10, run: ({ store }) => store.search(rare, DESK, { after: null, limit: PAGE }) },
    { name: `search: common word, ${language}`, many: 2, run: ({ store }) => store.search(common, DESK, { after: null, limit: PAGE }) },
  ]),
  { name: 'opening a thread', many: 50, run: ({ store, conversations }, n) => openThread(store, idOf(anyOf(conversations, n))) },
  { name: 'what a chat reads', many: 50, run: async ({ store, conversations }, n) => {
    const { latest } = await store.find(from(anyOf(conversations, n)), DESK)
    const { citizen = '', replyVia = '' } = latest?.conversation ?? {}
    return store.heard({ citizen, id: replyVia, place: replyVia }, DESK, 40, 200)
  } },
  { name: 'tick: what is due', many: 20, run: ({ store }) => Promise.all([store.dueOutbox([CHANNEL], '2026-11-24T09:00:00.000Z', 100), store.dueTimers('2026-11-24T09:00:00.000Z', 100), store.dueFiles([CHANNEL], '2026-11-24T09:00:00.000Z', 50)]) },
]

/** All that the inbox asks the store when a conversation is opened. */
async function openThread(store: Store, id: string): Promise<void> {
  await Promise.all([store.load(id), store.row(id)])
  await store.logRead(id, OPERATOR, '2026-11-24T09:00:00.000Z')
  const entries = await store.transcript(id, { limit: 100 })
  await Promise.all([store.deliveries(id, entries[0]?.seq ?? 0), store.filesOf(id), store.notes(id), store.historyOf(id), store.readers(id)])
}

/** The key of a page so far down, by walking there. */
export async function deepKey(store: Store, view: 'waiting' | 'closed', pages: number): Promise<string | null> {
  let key: string | null = null
  for (let page = 0; page < pages; page++) key = (await store.queue(filter(view), { after: key, limit: PAGE })).next ?? key
  return key
}
