import { loadChannels } from './channels/channels.ts'
import { loadFact, loadFacts } from './content/facts.ts'
import { loadMissed } from './content/missed.ts'
import { get, type Room, set } from './state.ts'
import { loadThread } from './thread/thread.ts'

const BASE = '/inbox/'
/** No conversation has an id with a stroke in it. */
const CONTENT = `${BASE}content`
const CHANNELS = `${BASE}channels`

type Place = { room: Room; id: string | null }

export const addressOf = (id: string): string => BASE + encodeURIComponent(id)
export const addressIn = ({ room, id }: Place): string => {
  if (room === 'channels') return CHANNELS
  if (room === 'missed') return `${CONTENT}/missed`
  if (room === 'facts') return id === null ? CONTENT : `${CONTENT}/facts/${encodeURIComponent(id)}`
  return id === null ? BASE : addressOf(id)
}

function placeInAddress(): Place {
  const path = location.pathname
  if (path === CHANNELS) return { room: 'channels', id: null }
  if (path === `${CONTENT}/missed`) return { room: 'missed', id: null }
  if (path === CONTENT || path.startsWith(`${CONTENT}/`)) return { room: 'facts', id: decodeURIComponent(path.slice(`${CONTENT}/facts/`.length)) || null }
  return { room: 'conversations', id: decodeURIComponent(path.slice(BASE.length)) || null }
}

/** The address names where one is, so that a reload, a bookmark and the back button find it. */
export async function go(place: Place): Promise<void> {
  const address = addressIn(place)
  if (address !== location.pathname) history.pushState({ inside: true }, '', address)
  set({ personOpen: false })
  await show(place)
}

export const openConversation = (id: string): Promise<void> => go({ room: 'conversations', id })
export const openFact = (id: string): Promise<void> => go({ room: 'facts', id })

async function show({ room, id }: Place): Promise<void> {
  set({ room })
  if (room === 'conversations') return id === null ? shut() : loadThread(id)
  if (room === 'missed') return loadMissed()
  if (room === 'channels') return void (await loadChannels())
  set({ factOpen: id, ...(id === null ? { fact: null, factTrouble: null } : {}) })
  await Promise.all([get().facts === null ? loadFacts() : null, id === null ? null : loadFact(id)])
}

/** In other words, when the operator's language is another. */
export async function refreshContent(): Promise<void> {
  const { room, factOpen } = get()
  if (room === 'facts') await Promise.all([loadFacts(), factOpen === null ? null : loadFact(factOpen)])
  if (room === 'channels') await loadChannels()
  if (room === 'missed') await loadMissed()
  else if (room === 'conversations') set({ facts: null })
}

export function closeConversation(): void {
  back({ room: 'conversations', id: null })
}

export function closeFact(): void {
  back({ room: 'facts', id: null })
}

/** To where one came from, or to what is above where one has come by an address. */
function back(above: Place): void {
  if ((history.state as { inside?: true } | null)?.inside) history.back()
  else {
    history.replaceState(null, '', addressIn(above))
    void show(above)
  }
}

const shut = (): void => set({ open: null, thread: null, threadTrouble: null, personOpen: false })

export const openedByAddress = (): Promise<void> => show(placeInAddress())

export function watchRoute(): void {
  addEventListener('popstate', () => {
    if (get().phase === 'inside') void show(placeInAddress())
  })
}
