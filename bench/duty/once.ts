import { readFileSync } from 'node:fs'
import { orderGiven, tell } from '../child.ts'
import { openStore, type Place } from '../database.ts'
import type { Figures } from '../figures.ts'
import { openCitizens } from '../floor/citizens.ts'
import { openFloor } from '../floor/floor.ts'
import type { Step } from '../floor/steps.ts'
import { addressOf, CHANNEL, DESK, messageId } from '../names.ts'
import { benchNow } from '../places.ts'
import { type WalkName, walks } from '../walks.ts'
import { drive, type Send } from './drive.ts'

/** One repetition in one process: the floor, or the product's `receive`. */
export type OnceOrder = { readonly engine: 'floor' | 'receive'; readonly place: Place; readonly walk: WalkName; readonly inFlight: number; readonly citizens: number; readonly warmUp: number; readonly recording: string }

const order = orderGiven<OnceOrder>()
const { texts, language, name } = walks[order.walk]
const size = { ...order, steps: texts.length }
const everybody = order.citizens + order.warmUp
const externalId = (citizen: number, step: number): string => `${addressOf(citizen)}:${messageId(step * everybody + citizen)}`

await tell(await (order.engine === 'floor' ? floor() : receive()))

async function floor(): Promise<Figures> {
  const engine = await openFloor(order.place, JSON.parse(readFileSync(order.recording, 'utf8')) as Step[], order.inFlight)
  await openCitizens(engine, everybody, false)
  const figures = await drive(size, (citizen, step) => engine.receive({ address: addressOf(citizen), externalId: externalId(citizen, step), text: texts[step] as string, at: benchNow().toISOString() }))
  await engine.close()
  return figures
}

async function receive(): Promise<Figures> {
  const { createProduct } = await import('../product.ts')
  const store = await openStore(order.place)
  const { incoming } = (await createProduct(name === 'free' ? 'real' : 'none'))(store)
  const from = (citizen: number) => ({ channel: CHANNEL, account: DESK, address: addressOf(citizen) })
  const open: Send = (citizen) => incoming({ from: from(citizen), desk: DESK, externalId: null, content: { kind: 'opened', language, flow: null } })
  await drive({ citizens: everybody, warmUp: 0, steps: 1, inFlight: 16 }, open)
  const figures = await drive(size, (citizen, step) => incoming({ from: from(citizen), desk: DESK, externalId: externalId(citizen, step), content: { kind: 'wrote', text: texts[step] as string } }))
  await store.close()
  return figures
}
