import type { Accepted, Events, OpenDoor, OpenSession, Problem, SendMessage, Session, Start, Words } from '../../../web/contract/chat.ts'
import { saved } from '../saved.ts'
import { get } from '../state.ts'

/** The server answered no. The same request again gives the same answer, except for 429 and 5xx. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const isPassing = (error: unknown): boolean => !(error instanceof Refused) || error.status === 429 || error.status >= 500
export const isSessionLost = (error: unknown): boolean => error instanceof Refused && (error.status === 401 || error.status === 403)

const BASE = '/api/chat/'
const PATIENCE_MS = 20_000

export function headers(): Record<string, string> {
  const { token } = saved()
  const { language, words } = get()
  // Before she has chosen, the browser says for itself which languages it prefers.
  return { ...(Object.keys(words).length > 0 ? { 'Accept-Language': language } : {}), ...(token ? { Authorization: `Bearer ${token}` } : {}) }
}

export async function refusal(status: number, body: string): Promise<Refused> {
  try {
    return new Refused(status, (JSON.parse(body) as Problem).message ?? '')
  } catch {
    return new Refused(status, '')
  }
}

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const control = new AbortController()
  const timer = setTimeout(() => control.abort(), PATIENCE_MS)
  try {
    const response = await fetch(BASE + path, { ...init, signal: control.signal, headers: { ...headers(), ...init.headers } })
    if (!response.ok) throw await refusal(response.status, await response.text())
    return response
  } finally {
    clearTimeout(timer)
  }
}

async function json<T>(path: string, body?: unknown): Promise<T> {
  const init =
    body === undefined
      ? { headers: { Accept: 'application/json' } }
      : { method: 'POST', body: JSON.stringify(body), headers: { Accept: 'application/json', 'Content-Type': 'application/json' } }
  return (await request(path, init)).json() as Promise<T>
}

const query = (params: Record<string, string | null>): string => {
  const given = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== null)
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

export const fetchStart = (desk: string | null, lang: string | null): Promise<Start> => json(`start${query({ desk, lang })}`)
export const fetchWords = (language: string): Promise<Words> => json(`words/${encodeURIComponent(language)}`)
export const openSession = (body: OpenSession): Promise<Session> => json('sessions', body)
export const passDoor = (body: OpenDoor): Promise<Session> => json('doors', body)
export const fetchEvents = (after: number): Promise<Events> => json(`events?after=${after}`)
export const postMessage = (message: SendMessage): Promise<Accepted> => json('messages', message)
export const fetchFile = async (id: string): Promise<Blob> => (await request(`files/${encodeURIComponent(id)}`)).blob()

export const streamEvents = (after: number, signal: AbortSignal): Promise<Response> =>
  fetch(`${BASE}events?after=${after}`, { signal, cache: 'no-store', headers: { ...headers(), Accept: 'text/event-stream' } })

export const uploadUrl = (id: string, name: string): string => `${BASE}files${query({ id, name })}`
