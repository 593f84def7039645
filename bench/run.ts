import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChannels } from '../src/channels/index.ts'
import { createClock } from '../src/clock.ts'
import { compile } from '../src/content/compile.ts'
import { createRenderer } from '../src/content/render/render.ts'
import { NO_HINTS } from '../src/core/hints.ts'
import { services } from '../src/services/index.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createReceive } from '../src/switchboard/receive.ts'
import { createHub } from '../src/web/live.ts'

/**
 * `npm run bench`: what a message costs at full duty: read, advance, render, dedupe, message, state, events, outbox, committed.
 * Thousands of citizens, interleaved, each walking the first steps of the permit renewal in Chinese.
 */
const CITIZENS = Number(process.env.BENCH_CITIZENS ?? 1000)
const STEPS = ['menu', '1', '1', '1', '1', '1', '12/13/2027', '2027年3月15日', '返回', '2027年3月15日', '菜单', '谢谢'] as const
const root = join(import.meta.dirname, '..')

type Figures = { policy: string; inFlight: number; messages: number; perSecond: number; p50: number; p99: number; rssMb: number; dbMb: number }

const { content, locales } = compile(root)
const renderer = createRenderer(locales, (language, key) => { throw new Error(`${language} ${key}`) })

async function measure(synchronous: 'FULL' | 'NORMAL', inFlight: number, citizens: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const store = await openSqlite({ path: join(folder, 'desk.sqlite'), synchronous })
  let ids = 0
  const receive = createReceive({
    content: () => content, render: renderer.said, understand: async () => NO_HINTS, store, channels: createChannels(), services, live: createHub(),
    clock: createClock(() => new Date('2026-11-24T09:00:00Z')), newId: () => `id${String(ids++).padStart(9, '0')}`,
    log: { info() {}, warn() {}, error: (data, message) => { throw new Error(`${message} ${JSON.stringify(data)}`) } },
  }, { botDays: 30, urgentDays: 30, attendedMonths: 6 }, () => {})
  const from = (citizen: number) => ({ channel: 'web-chat', account: 'demo', address: `c${citizen}` })
  for (let i = 0; i < citizens; i++) await receive.incoming({ from: from(i), desk: 'demo', externalId: null, content: { kind: 'opened', language: 'zh', flow: null } })

  const times: number[] = []
  let next = 0
  const total = citizens * STEPS.length
  const began = performance.now()
  const worker = async (): Promise<void> => {
    for (let n = next++; n < total; n = next++) {
      const text = STEPS[Math.floor(n / citizens)] as string
      const start = performance.now()
      await receive.incoming({ from: from(n % citizens), desk: 'demo', externalId: `m${n}`, content: { kind: 'wrote', text } })
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const seconds = (performance.now() - began) / 1000
  await store.close()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  const figures = { policy: synchronous, inFlight, messages: total, perSecond: total / seconds, p50: at(0.5), p99: at(0.99), rssMb: process.memoryUsage().rss / 2 ** 20, dbMb: statSync(join(folder, 'desk.sqlite')).size / 2 ** 20 }
  rmSync(folder, { recursive: true })
  return figures
}

await measure('NORMAL', 16, 50)
const runs: Figures[] = []
for (const [policy, inFlight] of [['FULL', 1], ['FULL', 16], ['NORMAL', 1], ['NORMAL', 16]] as const) runs.push(await measure(policy, inFlight, CITIZENS))
const base = runs[0]?.perSecond ?? 1
console.log(`${CITIZENS} citizens × ${STEPS.length} messages each, understanding off, node ${process.version}`)
console.table(runs.map((r) => ({
  commit: r.policy, 'in flight': r.inFlight, messages: r.messages, 'messages/s': Math.round(r.perSecond), 'to the first': `${(r.perSecond / base).toFixed(2)}×`,
  'p50 ms': r.p50.toFixed(2), 'p99 ms': r.p99.toFixed(2), 'rss MB': Math.round(r.rssMb), 'database MB': r.dbMb.toFixed(1), 'bytes/message': Math.round((r.dbMb * 2 ** 20) / r.messages),
})))
