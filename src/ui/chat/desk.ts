import type { OpenSession } from '../../web/contract/chat.ts'
import { leaveForgetting } from './exit.ts'
import { fetchEvents, fetchStart, fetchWords, isSessionLost, openSession, passDoor, Refused } from './net/api.ts'
import { follow } from './net/live.ts'
import type { Heard } from './net/stream.ts'
import { connectOutbox, flush, post, restore, settle } from './outbox.ts'
import { forget, save, saved } from './saved.ts'
import { get, lastSeq, set } from './state.ts'
import { t } from './words.ts'

const asked = new URLSearchParams(location.search)
let live: ReturnType<typeof follow> | null = null

/** Never throws: without words the desk still works, with the ones already there. */
async function speak(language: string): Promise<void> {
  const words = await fetchWords(language).catch(() => null)
  set(words ? { words, language } : { language })
}

/** The first page, or the conversation that this phone already has. */
export async function arrive(): Promise<void> {
  const { token, language } = saved()
  const guess = asked.get('lang') ?? language ?? navigator.language.split('-')[0] ?? 'it'
  try {
    const [start] = await Promise.all([fetchStart(asked.get('desk'), asked.get('lang')), speak(guess)])
    set({ start, ticks: saved().ticks ?? [] })
    const tags = start.languages.map((known) => known.tag)
    if (!Object.keys(get().words).length || !tags.includes(get().language)) await speak(tags[0] ?? 'it')
    if (doorToken() !== null) return set({ phase: 'door' })
    const wanted = tags.find((tag) => tag === asked.get('lang'))
    if (token) await resume()
    else if (wanted) await open(wanted)
    else set({ phase: 'choosing' })
  } catch {
    set({ phase: 'unreachable' })
  }
}

const doorToken = (): string | null => /^\/c\/([\w-]{20,100})$/.exec(location.pathname)?.[1] ?? null

/** Through the link from another channel: it opens once. What this phone had before gives way. */
export async function enter(): Promise<void> {
  const { language } = get()
  try {
    const session = await passDoor({ token: doorToken() ?? '', language })
    forget()
    save({ token: session.token, language })
    set({ messages: [], notice: null })
    history.replaceState(null, '', '/')
    await listen()
  } catch (error) {
    set({ notice: error instanceof Refused && error.message ? error.message : t('problem') })
  }
}

const isElsewhere = (): boolean => asked.has('flow') || (asked.has('desk') && asked.get('desk') !== (saved().desk ?? null))

async function resume(): Promise<void> {
  if (isElsewhere()) return open(saved().language ?? get().language)
  try {
    await listen()
  } catch (error) {
    if (!isSessionLost(error)) throw error
    lost()
  }
}

/** A new conversation in this language; the same citizen if this phone already holds a token. */
export async function open(language: string): Promise<void> {
  const desk = asked.get('desk') ?? saved().desk ?? null
  const flow = asked.get('flow')
  const body: OpenSession = { language, ...(desk ? { desk } : {}), ...(flow ? { flow } : {}) }
  const [session] = await Promise.all([openSession(body), language === get().language ? null : speak(language)])
  save({ token: session.token, desk, language })
  set({ messages: [], notice: null, language })
  // A reload must not begin the procedure again.
  for (const done of ['flow', 'lang']) asked.delete(done)
  history.replaceState(null, '', asked.toString() ? `?${asked}` : location.pathname)
  await listen()
}

export async function choose(language: string): Promise<void> {
  set({ notice: null })
  await open(language).catch((error) => (isSessionLost(error) ? lost() : set({ notice: t('problem') })))
}

async function listen(): Promise<void> {
  live?.stop()
  const { messages, state } = await fetchEvents(0)
  restore()
  hear({ messages, state })
  set({ phase: 'talking', link: 'live' })
  live = follow({ after: lastSeq, heard: hear, link: linked, lost })
  connectOutbox(live.expectReply, lost)
  void flush()
}

function linked(link: 'live' | 'reconnecting' | 'offline'): void {
  const before = get().link
  if (before === link) return
  set({ link })
  if (link === 'live') void flush()
}

function hear({ messages, state }: Heard): void {
  const known = new Set(get().messages.map((message) => message.seq))
  const fresh = messages.filter((message) => !known.has(message.seq))
  if (fresh.length) set({ messages: [...get().messages, ...fresh].sort((a, b) => a.seq - b.seq) })
  settle(fresh.map((message) => message.clientId))
  if (!state) return
  set({ now: state })
  const switching = get().pending.some((item) => item.message?.kind === 'language')
  if (state.language !== get().language && !switching) void speak(state.language).then(() => save({ language: state.language }))
}

export function switchLanguage(language: string): void {
  void speak(language)
  save({ language })
  if (get().phase === 'talking') post({ kind: 'language', language })
}

/** Back, menu, a person: the words that work at every step and on every channel. */
export const command = (option: 'back' | 'menu' | 'person'): void => post({ kind: 'pick', menu: 'command', option, label: t(option) })

export function tick(id: string, on: boolean): void {
  const others = get().ticks.filter((other) => other !== id)
  const ticks = on ? [...others, id] : others
  set({ ticks })
  save({ ticks })
}

function lost(): void {
  live?.stop()
  forget()
  set({ phase: 'choosing', messages: [], pending: [], now: null, notice: t('session-lost') })
}

export function clearPhone(): void {
  live?.stop()
  forget()
  set({ phase: 'choosing', messages: [], pending: [], now: null, ticks: [], notice: null })
}

export function quickExit(): void {
  live?.stop()
  set({ phase: 'left', messages: [], pending: [], now: null })
  leaveForgetting()
}

export function watchConnection(): void {
  addEventListener('online', () => live?.hurry())
  addEventListener('offline', () => get().phase === 'talking' && set({ link: 'offline' }))
  document.addEventListener('visibilitychange', () => !document.hidden && live?.hurry())
}
