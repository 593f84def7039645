import { randomUUID } from 'node:crypto'
import type { ChatMessage, ChatState, Events } from '../../src/web/contract/chat.ts'

export type Citizen = {
  readonly token: string
  readonly say: (text: string, id?: string) => Promise<Response>
  readonly tap: (option: string) => Promise<Response>
  readonly command: (command: string) => Promise<Response>
  readonly choose: (language: string) => Promise<Response>
  readonly send: (bytes: Uint8Array, name: string) => Promise<Response>
  readonly events: (after?: number) => Promise<Events>
  /** Everything that she sees. */
  readonly messages: () => Promise<ChatMessage[]>
  readonly last: () => Promise<ChatMessage>
  readonly state: () => Promise<ChatState>
}

/** Somebody with a browser, speaking the chat's own protocol. */
export async function citizen(url: string, language: string | null = 'zh', flow?: string): Promise<Citizen> {
  const opened = await fetch(`${url}/api/chat/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ language, ...(flow ? { flow } : {}) }) })
  if (!opened.ok) throw new Error(`${opened.status} ${await opened.text()}`)
  const { token } = (await opened.json()) as { token: string }
  return withToken(url, token)
}

export function withToken(url: string, token: string): Citizen {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const post = (body: object): Promise<Response> => fetch(`${url}/api/chat/messages`, { method: 'POST', headers, body: JSON.stringify(body) })
  const events = async (after = 0): Promise<Events> => (await fetch(`${url}/api/chat/events?after=${after}`, { headers })).json() as Promise<Events>
  const all = async (): Promise<ChatMessage[]> => {
    const seen: ChatMessage[] = []
    for (let page = await events(), after = -1; page.cursor > after; page = await events(after)) {
      seen.push(...page.messages)
      after = page.cursor
    }
    return seen
  }
  const menu = async () => (await all()).findLast((m) => m.menu !== null)?.menu
  return {
    token, events,
    say: (text, id = randomUUID()) => post({ id, kind: 'text', text }),
    async tap(option) {
      const open = await menu()
      return post({ id: randomUUID(), kind: 'pick', menu: open?.id ?? 'none', option, label: open?.options.find((o) => o.id === option)?.label ?? option })
    },
    command: (command) => post({ id: randomUUID(), kind: 'pick', menu: 'command', option: command, label: command }),
    choose: (language) => post({ id: randomUUID(), kind: 'language', language }),
    send: (bytes, name) => fetch(`${url}/api/chat/files?id=${randomUUID()}&name=${encodeURIComponent(name)}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: bytes as never }),
    messages: all,
    last: async () => (await all()).at(-1) as ChatMessage,
    state: async () => (await events()).state,
  }
}
