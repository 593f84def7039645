import { messageId } from '../names.ts'
import { percentile } from '../figures.ts'
import { openStream, type Stream } from './stream.ts'

export type Admin = { readonly email: string; readonly password: string }
/** Milliseconds from an operator's reply being sent until the others are told, and the citizen reads it. */
export type Reach = { readonly firstOperator: number; readonly middleOperator: number; readonly lastOperator: number; readonly citizen: number }

export async function signIn(url: string, who: Admin): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify(who) })
  if (!answer.ok) throw new Error(`the operator's sign-in was answered ${answer.status}: ${await answer.text()}`)
  return answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')
}

/** One person in so many browsers: signing in is limited, and a stream costs the same whoever reads it. */
export const openOperators = (port: number, cookie: string, operators: number): Promise<Stream[]> =>
  Promise.all(Array.from({ length: operators }, () => openStream(port, '/api/inbox/live', { cookie })))

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))

/** A citizen asks for a person, an operator takes her, and replies while everybody looks. */
export async function reachOfReply(url: string, cookie: string, operators: readonly Stream[], times: number): Promise<Reach[]> {
  const port = Number(new URL(url).port)
  const json = { 'content-type': 'application/json' }
  const session = await fetch(`${url}/api/chat/sessions`, { method: 'POST', headers: json, body: JSON.stringify({ language: 'zh' }) })
  const { token } = (await session.json()) as { token: string }
  const chat = { ...json, authorization: `Bearer ${token}` }
  await fetch(`${url}/api/chat/messages`, { method: 'POST', headers: chat, body: JSON.stringify({ id: messageId(1), kind: 'pick', menu: 'command', option: 'person', label: 'person' }) })
  const inbox = { ...json, cookie, origin: url }
  const { items } = (await (await fetch(`${url}/api/inbox/queue?view=waiting`, { headers: inbox })).json()) as { items: { id: string }[] }
  const id = items.at(-1)?.id ?? ''
  const took = await fetch(`${url}/api/inbox/conversations/${id}/take`, { method: 'POST', headers: inbox, body: '{}' })
  if (!took.ok) throw new Error(`taking was answered ${took.status}`)
  const citizen = await openStream(port, '/api/chat/events', { authorization: `Bearer ${token}` })
  const found: Reach[] = []
  for (let n = 0; n < times; n++) {
    // The live stream tells at most four times a second.
    await pause(1_000)
    const text = `risposta numero ${n} di prova`
    const waiting = [citizen.until(text), ...operators.map((o) => o.until(id))]
    const began = performance.now()
    const replied = await fetch(`${url}/api/inbox/conversations/${id}/reply`, { method: 'POST', headers: inbox, body: JSON.stringify({ id: messageId(100 + n), text }) })
    if (!replied.ok) throw new Error(`replying was answered ${replied.status}`)
    const [hers = 0, ...theirs] = (await Promise.all(waiting)).map((at) => at - began)
    found.push({ firstOperator: Math.min(...theirs), middleOperator: percentile(theirs, 0.5), lastOperator: Math.max(...theirs), citizen: hers })
  }
  citizen.socket.destroy()
  return found
}
