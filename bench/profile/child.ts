import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { findSourceMap } from 'node:module'
import { orderGiven, tell } from '../child.ts'
import { openStore, type Place } from '../database.ts'
import { addressOf, CHANNEL, DESK, messageId } from '../names.ts'
import { createProduct } from '../product.ts'
import { type WalkName, walks } from '../walks.ts'

/** Profiles `receive`, one message at a time, for some seconds, after everything is compiled and warm. */
export type ProfileOrder = { readonly place: Place; readonly walk: WalkName; readonly seconds: number; readonly file: string }

const order = orderGiven<ProfileOrder>()
const { texts, language, name } = walks[order.walk]
const store = await openStore(order.place)
const { incoming } = (await createProduct(name === 'free' ? 'real' : 'none'))(store)
let citizens = 0

/** Twenty citizens who have opened their chats walk all their steps in turn; returns how many messages that was. */
async function someWalk(): Promise<number> {
  const these = Array.from({ length: 20 }, () => ({ channel: CHANNEL, account: DESK, address: addressOf(citizens++) }))
  for (const from of these) await incoming({ from, desk: DESK, externalId: null, content: { kind: 'opened', language, flow: null } })
  for (const [step, text] of texts.entries()) for (const from of these) await incoming({ from, desk: DESK, externalId: `${from.address}:${messageId(step)}`, content: { kind: 'wrote', text } })
  return these.length * (texts.length + 1)
}

for (let warm = 0; warm < 10; warm++) await someWalk()
const session = new Session()
session.connect()
await session.post('Profiler.enable')
// As often as `--cpu-prof` looks, but without the start of the process, which that would count in.
await session.post('Profiler.setSamplingInterval', { interval: 500 })
await session.post('Profiler.start')
const until = performance.now() + order.seconds * 1000
let messages = 0
while (performance.now() < until) messages += await someWalk()
const { profile } = await session.post('Profiler.stop')
for (const { callFrame } of profile.nodes) {
  // What runs was compiled into one long line: the lines are those of the source.
  const entry = findSourceMap(callFrame.url)?.findEntry(callFrame.lineNumber, callFrame.columnNumber)
  if (entry !== undefined && 'originalLine' in entry) Object.assign(callFrame, { lineNumber: entry.originalLine, columnNumber: entry.originalColumn })
}
writeFileSync(order.file, JSON.stringify(profile))
await store.close()
await tell({ messages })
