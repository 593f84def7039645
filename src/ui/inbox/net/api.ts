import type { ChannelList, Tried } from '../../../web/contract/channels.ts'
import type { ContactForm, ContactLogged, LogContact } from '../../../web/contract/contacts.ts'
import type { Correct, Effect, FactList, FactShown, Looked, Missed, MissedList, Settled, TaughtList, Teach } from '../../../web/contract/content.ts'
import type { Canned, Done, Me, Queue, SearchResult, Thread } from '../../../web/contract/inbox.ts'

/** The desk answered no. The same request again gives the same answer, except for 429 and 5xx. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const isPassing = (error: unknown): boolean => !(error instanceof Refused) || error.status === 429 || error.status >= 500
export const isSignedOut = (error: unknown): boolean => error instanceof Refused && error.status === 401

const PATIENCE_MS = 20_000
/** A look at a page is answered after half a minute at the latest. */
const LOOK_MS = 45_000

async function refusal(response: Response): Promise<Refused> {
  const { code = '', message = '' } = (await response.json().catch(() => ({}))) as { code?: string; message?: string }
  return new Refused(response.status, code, message)
}

async function request<T>(path: string, init: RequestInit = {}, patience = PATIENCE_MS): Promise<T> {
  const control = new AbortController()
  const timer = setTimeout(() => control.abort(), patience)
  try {
    const response = await fetch(path, { ...init, signal: control.signal, headers: { Accept: 'application/json', ...init.headers } })
    if (!response.ok) throw await refusal(response)
    return (await response.json()) as T
  } finally {
    clearTimeout(timer)
  }
}

const send = <T>(method: string, path: string, body: unknown, keepalive = false, patience = PATIENCE_MS): Promise<T> =>
  request(path, { method, keepalive, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }, patience)

const asked = (params: Readonly<Record<string, string | number | null>>): string => {
  const given = Object.entries(params).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, String(value)]]))
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

const INBOX = '/api/inbox/'

export const signInWith = (email: string, password: string): Promise<unknown> =>
  send('POST', '/api/auth/sign-in/email', { email, password })
export const endSession = (): Promise<unknown> => send('POST', '/api/auth/sign-out', {})
export const fetchMe = (): Promise<Me> => request(`${INBOX}me`)
export const putLanguage = (language: string): Promise<Me> => send('PUT', `${INBOX}me`, { language })
export const fetchWords = (): Promise<Record<string, string>> => request(`${INBOX}words`)
export const fetchQueue = (params: Readonly<Record<string, string | null>>): Promise<Queue> => request(`${INBOX}queue${asked(params)}`)
export const fetchSearch = (q: string, after: string | null): Promise<SearchResult> => request(`${INBOX}search${asked({ q, after })}`)
export const fetchThread = (id: string, before: number | null = null): Promise<Thread> =>
  request(`${INBOX}conversations/${encodeURIComponent(id)}${asked({ before })}`)
export const fetchCanned = (language: string): Promise<Canned> => request(`${INBOX}canned${asked({ language })}`)
export const act = (id: string, name: string, body: unknown, leaving = false): Promise<Done> =>
  send('POST', `${INBOX}conversations/${encodeURIComponent(id)}/${name}`, body, leaving)
export const uploadUrl = (conversation: string, name: string): string => `${INBOX}files${asked({ conversation, name })}`
export const fileUrl = (id: string): string => `${INBOX}files/${encodeURIComponent(id)}`

export const fetchContactForm = (): Promise<ContactForm> => request(`${INBOX}contacts/form`)
export const logContact = (contact: LogContact): Promise<ContactLogged> => send('POST', `${INBOX}contacts`, contact)

const channelUrl = (channel: string, how: string): string => `${INBOX}channels/${encodeURIComponent(channel)}/${how}`
export const fetchChannels = (): Promise<ChannelList> => request(`${INBOX}channels`)
export const changeChannel = (channel: string, how: 'pause' | 'resume'): Promise<ChannelList> => send('POST', channelUrl(channel, how), {})
export const tryChannel = (channel: string): Promise<Tried> => send('POST', channelUrl(channel, 'check'), {}, false, LOOK_MS)
export const testChannel = (channel: string, to: string): Promise<Tried> => send('POST', channelUrl(channel, 'test'), { to }, false, LOOK_MS)

const FACTS = `${INBOX}content/facts`
const factUrl = (name: string): string => `${FACTS}/${encodeURIComponent(name)}`

export const fetchFacts = (params: Readonly<Record<string, string | null>>): Promise<FactList> => request(`${FACTS}${asked(params)}`)
export const fetchFact = (name: string): Promise<FactShown> => request(factUrl(name))
export const lookAtPage = (name: string): Promise<Looked> => send('POST', `${factUrl(name)}/look`, {}, false, LOOK_MS)
export const fetchEffect = (name: string, draft: Correct): Promise<Effect> => send('POST', `${factUrl(name)}/effect`, draft)
export const reviseFact = (name: string, how: 'confirm' | 'correct' | 'undo', body: object): Promise<FactShown> =>
  send('POST', `${factUrl(name)}/${how}`, body)

const missedUrl = ({ conversation, seq }: Pick<Missed, 'conversation' | 'seq'>, how: string): string =>
  `${INBOX}content/missed/${encodeURIComponent(conversation)}/${seq}/${how}`

export const fetchMissed = (after: string | null): Promise<MissedList> => request(`${INBOX}content/missed${asked({ after })}`)
export const teachText = (text: Missed, lesson: Teach): Promise<Settled> => send('POST', missedUrl(text, 'teach'), lesson)
export const dismissText = (text: Missed): Promise<Settled> => send('POST', missedUrl(text, 'dismiss'), {})
export const fetchTaught = (after: string | null): Promise<TaughtList> => request(`${INBOX}content/taught${asked({ after })}`)
export const removeTaught = (id: string): Promise<Settled> => send('POST', `${INBOX}content/taught/${encodeURIComponent(id)}/remove`, {})
