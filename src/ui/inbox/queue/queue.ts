import type { Queue, Summary } from '../../../web/contract/inbox.ts'
import { ifSignedOut } from '../expired.ts'
import { fetchQueue, fetchSearch } from '../net/api.ts'
import { type Filters, get, say, set, type View } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'
import { freshIn, settle } from './settle.ts'

const CALM_MS = 400
const SEARCH_CALM_MS = 250
const BEAT_MS = 60_000
const MOST_PAGES = 6

let pages = 1
let asking = 0
let later: ReturnType<typeof setTimeout> | undefined
let typing: ReturnType<typeof setTimeout> | undefined
let beat: ReturnType<typeof setInterval> | undefined
/** Whether the operator is busy in the list: pointer or focus in it, or scrolled down. Told by the list itself. */
let inList: () => boolean = () => false
/** Urgent conversations that the operator has been told of. */
const urgent = new Set<string>()

export const listIsBusy = (ask: () => boolean): void => void (inList = ask)

/** As many pages as the operator had unrolled. */
async function fetchPages(): Promise<Queue> {
  const { view, filters } = get()
  const first = await fetchQueue({ view, ...filters })
  const items = [...first.items]
  let { next } = first
  for (let page = 1; page < pages && next !== null; page++) {
    const more = await fetchQueue({ view, ...filters, after: next })
    items.push(...more.items)
    next = more.next
  }
  return { ...first, items, next }
}

/** `apply`: the operator asked for the list as it is now; else nothing moves while he reads. */
export async function loadQueue({ apply = false }: { apply?: boolean } = {}): Promise<void> {
  const ask = ++asking
  set({ queueBusy: true })
  try {
    const { items, next, counts, day, checking } = await fetchPages()
    if (ask !== asking) return
    tellUrgent(items, apply)
    const still = !apply && (get().open !== null || inList())
    set({ latest: items, rows: still ? settle(get().rows, items) : items, next, counts, day, checking, queueBusy: false, queueTrouble: null })
  } catch (error) {
    if (ask === asking && !ifSignedOut(error)) set({ queueBusy: false, queueTrouble: t('trouble.queue', { reason: reasonOf(error) }) })
  }
}

/** Said once for each; a list that the operator has just asked for needs no telling. */
function tellUrgent(items: readonly Summary[], asked: boolean): void {
  const fresh = items.filter((item) => item.urgent !== null && item.mode === 'queued' && !urgent.has(item.id))
  for (const { id } of fresh) urgent.add(id)
  if (fresh.length > 0 && !asked) say(t('queue.new-urgent'), 'bad')
}

export const applyLatest = (): void => {
  set({ rows: get().latest })
  say(t('done.updated'), 'heard')
}

export function queueChanged(): void {
  clearTimeout(later)
  later = setTimeout(() => void loadQueue(), CALM_MS)
}

export function watchQueue(): void {
  clearInterval(beat)
  beat = setInterval(() => get().phase === 'inside' && !document.hidden && void loadQueue(), BEAT_MS)
}

function another(patch: { view?: View; filters?: Filters }): void {
  pages = 1
  set({ ...patch, rows: [], latest: [], counts: get().counts, next: null, query: '', found: null })
  void loadQueue({ apply: true })
}

export const showView = (view: View): void => another({ view })
export const filterBy = (patch: Partial<Filters>): void => another({ filters: { ...get().filters, ...patch } })

export async function showMore(): Promise<void> {
  if (get().found) return moreFound()
  pages = Math.min(MOST_PAGES, pages + 1)
  const { view, filters, next, rows, latest } = get()
  if (next === null) return
  try {
    const more = await fetchQueue({ view, ...filters, after: next })
    set({ latest: [...latest, ...more.items], rows: [...rows, ...freshIn(rows, more.items)], next: more.next })
  } catch (error) {
    if (!ifSignedOut(error)) set({ queueTrouble: t('trouble.queue', { reason: reasonOf(error) }) })
  }
}

async function moreFound(): Promise<void> {
  const { query, found } = get()
  if (!found || found.next === null) return
  const more = await fetchSearch(query, found.next).catch(() => null)
  if (more && get().query === query) set({ found: { items: [...found.items, ...more.items], next: more.next } })
}

export function searchFor(query: string): void {
  set({ query, ...(query.trim() === '' ? { found: null } : {}) })
  clearTimeout(typing)
  if (query.trim() !== '') typing = setTimeout(() => void find(query), SEARCH_CALM_MS)
}

async function find(query: string): Promise<void> {
  try {
    const { items, next } = await fetchSearch(query.trim(), null)
    if (get().query !== query) return
    set({ found: { items, next }, queueTrouble: null })
    say(items.length ? t('queue.found', { count: items.length }) : t('queue.found-none', { words: query }), 'heard')
  } catch (error) {
    if (!ifSignedOut(error)) set({ queueTrouble: t('trouble.queue', { reason: reasonOf(error) }) })
  }
}
