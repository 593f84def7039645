import { randomUUID } from 'node:crypto'
import type { Queue, Thread } from '../../src/web/contract/inbox.ts'
import { ADMIN } from './desk.ts'

export type TestOperator = {
  readonly get: <T>(path: string) => Promise<T>
  readonly post: (path: string, body: object) => Promise<Response>
  readonly act: (conversation: string, name: string, body?: object) => Promise<Response>
  readonly queue: (view?: string) => Promise<Queue>
  readonly thread: (conversation: string) => Promise<Thread>
  /** The conversation in which these words stand, or a file of this name. Throws when there is none within ten seconds. */
  readonly threadOf: (text: string) => Promise<Thread>
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
  const queue = (view = 'waiting'): Promise<Queue> => get(`/api/inbox/queue?view=${view}`)
  const thread = (conversation: string): Promise<Thread> => get(`/api/inbox/conversations/${conversation}`)
  const find = async (text: string): Promise<Thread | null> => {
    for (const view of ['waiting', 'scripted', 'mine', 'closed']) {
      for (const { id } of (await queue(view)).items) {
        const found = await thread(id)
        if (found.entries.some((e) => e.text.includes(text) || e.files.some((f) => f.name === text))) return found
      }
    }
    return null
  }
  return {
    cookie, get, post, act, queue, thread,
    async threadOf(text) {
      for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((done) => setTimeout(done, 30))) {
        const found = await find(text)
        if (found !== null) return found
      }
      throw new Error(`No conversation has «${text}»`)
    },
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
