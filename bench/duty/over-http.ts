import { startChild } from '../child.ts'
import type { Place } from '../database.ts'
import type { Figures } from '../figures.ts'
import type { ServerOrder } from '../floor/server.ts'
import { messageId, tokenOf } from '../names.ts'
import { type WalkName, walks } from '../walks.ts'
import type { DeskOpened, DeskOrder } from './desk.ts'
import { drive } from './drive.ts'
import { openWire, type Wire } from './wire.ts'

export type HttpOrder = { readonly place: Place; readonly walk: WalkName; readonly inFlight: number; readonly citizens: number; readonly warmUp: number; readonly recording: string }

/** The desk was given a PostgreSQL and opened a file. */
export class NotOnPostgres extends Error {}

const ADMIN = { email: 'bench@example.org', password: 'una-password-lunga' }

/** The real desk, whose citizens open their chats over HTTP too. @throws NotOnPostgres */
export async function overDesk(order: HttpOrder): Promise<Figures> {
  const child = startChild('duty/desk.ts', { place: order.place, admin: ADMIN } satisfies DeskOrder)
  const { url, onPostgres } = await child.heard<DeskOpened>()
  try {
    if (onPostgres !== (order.place.kind === 'postgres')) throw new NotOnPostgres('the desk does not take DATABASE_URL yet')
    return await load(Number(new URL(url).port), order, (wires) => openSessions(wires, order))
  } finally {
    await child.end()
  }
}

export async function overBare({ place, recording, citizens, warmUp, ...order }: HttpOrder): Promise<Figures> {
  const child = startChild('floor/server.ts', { place, recording, citizens: citizens + warmUp, inFlight: order.inFlight } satisfies ServerOrder)
  const { port } = await child.heard<{ port: number }>()
  const figures = await load(port, { ...order, citizens, warmUp }, async () => Array.from({ length: citizens + warmUp }, (_, n) => tokenOf(n)))
  await child.end()
  return figures
}

type Load = Pick<HttpOrder, 'walk' | 'inFlight' | 'citizens' | 'warmUp'>

async function load(port: number, { walk, inFlight, citizens, warmUp }: Load, tokensFrom: (wires: readonly Wire[]) => Promise<readonly string[]>): Promise<Figures> {
  const wires = await Promise.all(Array.from({ length: 16 }, () => openWire(port)))
  const tokens = await tokensFrom(wires)
  const { texts } = walks[walk]
  const figures = await drive({ citizens, warmUp, steps: texts.length, inFlight }, async (citizen, step, worker) => {
    const body = JSON.stringify({ id: messageId(step * tokens.length + citizen), kind: 'text', text: texts[step] })
    const { status, body: said } = await (wires[worker] as Wire).post('/api/chat/messages', tokens[citizen] ?? '', body)
    if (status !== 202) throw new Error(`a message was answered ${status}: ${said}`)
  })
  for (const wire of wires) wire.close()
  return figures
}

async function openSessions(wires: readonly Wire[], { citizens, warmUp, walk }: HttpOrder): Promise<string[]> {
  const tokens: string[] = []
  await drive({ citizens: citizens + warmUp, warmUp: 0, steps: 1, inFlight: wires.length }, async (citizen, _, worker) => {
    const { status, body } = await (wires[worker] as Wire).post('/api/chat/sessions', null, JSON.stringify({ language: walks[walk].language }))
    if (status !== 200) throw new Error(`a session was answered ${status}: ${body}`)
    tokens[citizen] = (JSON.parse(body) as { token: string }).token
  })
  return tokens
}
