import { randomUUID } from 'node:crypto'
import type { Queue, Thread } from '../../src/web/contract/inbox.ts'
import { ADMIN } from './desk.ts'

export type TestOperator = {
  readonly get: <T>(path: string) => Promise<T>
  readonly post: (path: string, body: object) => Promise<Response>
  readonly act: (conversation: string, name: string, body?: object) => Promise<Response>
  readonly queue: (view?: string) => Promise<Queue>
  readonly thread: (conversation: string) => Promise<Thread>
  readonly reply: (conversation: string, text: string, id?: string) => Promise<Response>
  readonly cookie: string
}

/** Somebody signed in at the inbox. */
export async function operator(url: string, who = ADMIN): Promise<TestOperator> {
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify(who) })
  if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`)
  const cookie = signedIn.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')
  const headers = { cookie, 'content-type': 'application/json', 'accept-language': 'it' }
  const get = async <T>(path: string): Promise<T> => (await fetch(`${url}${path}`, { headers })).json() as Promise<T>
  const post = (path: string, body: object): Promise<Response> => fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const act = (conversation: string, name: string, body: object = {}): Promise<Response> => post(`/api/inbox/conversations/${conversation}/${name}`, body)
  return {
    cookie, get, post, act,
    queue: (view = 'waiting') => get(`/api/inbox/queue?view=${view}`),
    thread: (conversation) => get(`/api/inbox/conversations/${conversation}`),
    reply: (conversation, text, id = randomUUID()) => act(conversation, 'reply', { id, text }),
  }
}

/** Somebody whose account an administrator makes. */
export async function colleague(url: string, admin: TestOperator, name: string, role: string): Promise<TestOperator> {
  const who = { email: `${name.toLowerCase()}@example.org`, password: 'altra-password-lunga' }
  const made = await fetch(`${url}/api/auth/admin/create-user`, { method: 'POST', headers: { cookie: admin.cookie, 'content-type': 'application/json', origin: url }, body: JSON.stringify({ ...who, name, role }) })
  if (!made.ok) throw new Error(`create-user: ${made.status} ${await made.text()}`)
  return operator(url, who)
}
