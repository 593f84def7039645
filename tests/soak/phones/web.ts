import { randomUUID } from 'node:crypto'
import type { Session } from '../../../src/web/contract/chat.ts'
import { hashOf } from '../../../src/web/chat/session.ts'
import { type Citizen, withToken } from '../../support/citizen.ts'
import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { pause } from '../chance.ts'
import type { Phone } from '../phone.ts'
import type { Servers } from '../servers.ts'

/** A page that repeats each request, with its id, until the desk has taken it. What she sees is read from the desk itself: nothing is sent. */
export function webPhone(_: Servers, index: number, url: string): Phone {
  const language = ['zh', 'it', 'en', 'ar'][index % 4] ?? 'zh'
  let she: Citizen | null = null
  let token = ''
  const opened = async (): Promise<Citizen> => {
    if (she !== null) return she
    const answer = await until(() => fetch(`${url}/api/chat/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ language }) }))
    token = ((await answer.json()) as Session).token
    she = withToken(url, token)
    return she
  }
  const post = async (path: string, type: string, body: string | Uint8Array): Promise<void> => {
    await until(() => fetch(`${url}/api/chat/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body: body as never }))
  }
  const send = async (message: object): Promise<string> => {
    const id = randomUUID()
    await opened()
    await post('messages', 'application/json', JSON.stringify({ id, ...message }))
    return id
  }
  return {
    channel: 'web-chat', address: () => hashOf(token), apologies: () => 0, shown: () => [],
    arrive: async () => void (await opened()),
    say: (text) => send({ kind: 'text', text }),
    async tap(chance) {
      const menu = (await (await opened()).messages().catch(() => [])).findLast((m) => m.menu !== null)?.menu
      if (!menu || menu.options.length === 0) return null
      const { id, label } = chance.among(menu.options)
      return send({ kind: 'pick', menu: menu.id, option: id, label })
    },
    async photo() {
      const id = randomUUID()
      await opened()
      await post(`files?id=${id}&name=${encodeURIComponent(PICTURE.name)}`, PICTURE.mime, new Uint8Array(PICTURE.bytes))
      return id
    },
  }
}

/** Repeats what got no 2xx. */
async function until(ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await ask().catch(() => null)
    if (answer?.ok) return answer
    if (answer !== null && answer.status < 500 && answer.status !== 429) throw new Error(`the page was refused: ${answer.status} ${await answer.text()}`)
    await pause(50)
  }
  throw new Error('the page was not answered')
}
