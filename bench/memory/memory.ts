import { spawnSync } from 'node:child_process'
import { type Child, runChild, startChild } from '../child.ts'
import { freshDatabase } from '../database.ts'
import type { DeskOpened, DeskOrder } from '../duty/desk.ts'
import { median } from '../figures.ts'
import { numberIn } from '../options.ts'
import { fixed, printTable } from '../table.ts'
import type { ClientsOrder } from './clients.ts'
import { openOperators, reachOfReply, signIn } from './operators.ts'
import type { Stage, StageOrder } from './stage.ts'

/** Megabytes that an idle desk may take. */
const AIM = 200
const CLIENT_PROCESSES = 3
const REPLIES = 10
/** Descriptors that a process needs beside its connections. */
const OTHERS = 200
const ADMIN = { email: 'bench@example.org', password: 'una-password-lunga' }

type Usage = NodeJS.MemoryUsage

/** `npm run bench -- memory`: what a desk weighs, idle and with `--chats 10000` and `--operators 100` connected, and how fast a reply goes round. */
export async function memory(given: ReadonlyMap<string, string>): Promise<void> {
  await printStages()
  await connected(numberIn(given, 'chats', 10_000), numberIn(given, 'operators', 100))
}

const STAGES: readonly (readonly [Stage, string])[] = [
  ['nothing', 'node and tsx'], ['content', 'content compiled'], ['models', 'content, topic model'], ['understanding', 'content, all of understanding'],
  ['eld-extrasmall', 'eld alone: extrasmall'], ['eld-small', 'eld alone: small'], ['eld-medium', 'eld alone: medium'], ['eld-large', 'eld alone: large'],
]

/** Each in a process of its own: what one has loaded, another cannot be asked to forget. */
async function printStages(): Promise<void> {
  const rows: [string, string, string, string, string][] = []
  for (const [stage, title] of STAGES) {
    const usage = await runChild<Usage>('memory/stage.ts', { stage } satisfies StageOrder, ['--expose-gc'])
    rows.push([title, ...inMb(usage)])
  }
  printTable(['a process with', 'rss MB', 'heap MB', 'buffers MB', 'other MB'], rows)
}

const mb = (bytes: number): string => fixed(bytes / 2 ** 20, 0)
const inMb = ({ rss, heapTotal, external }: Usage): [string, string, string, string] => [mb(rss), mb(heapTotal), mb(external), mb(rss - heapTotal - external)]

async function connected(chats: number, operators: number): Promise<void> {
  requireDescriptors(chats + operators + OTHERS)
  const { place, drop } = await freshDatabase('NORMAL', null)
  const desk = startChild('duty/desk.ts', { place, admin: ADMIN } satisfies DeskOrder, ['--expose-gc'])
  const clients: Child[] = []
  try {
    const { url } = await desk.heard<DeskOpened>()
    const port = Number(new URL(url).port)
    const idle = await settled(desk)
    for (let i = 0; i < CLIENT_PROCESSES; i++) clients.push(startChild('memory/clients.ts', { port, connections: Math.round(chats / CLIENT_PROCESSES) } satisfies ClientsOrder))
    await Promise.all(clients.map((c) => c.heard()))
    const withSessions = await settled(desk)
    const failures = (await Promise.all(clients.map((c) => c.ask<{ failures: number }>('connect')))).reduce((sum, c) => sum + c.failures, 0)
    const withChats = await settled(desk)
    const cookie = await signIn(url, ADMIN)
    const streams = await openOperators(port, cookie, operators)
    const withAll = await settled(desk)
    console.log('')
    printTable(['a desk', 'rss MB', 'heap MB', 'buffers MB', 'other MB'], [
      ['idle, understanding loaded', ...inMb(idle)], [`${chats} chats opened and left`, ...inMb(withSessions)], [`${chats} chats connected`, ...inMb(withChats)], [`and ${operators} operators`, ...inMb(withAll)],
    ])
    console.log(`\nidle: ${mb(idle.rss)} MB, aim ${AIM} MB: ${idle.rss / 2 ** 20 <= AIM ? 'yes' : 'no'}`)
    console.log(`a connected chat: ${fixed((withChats.rss - withSessions.rss) / 1024 / chats, 1)} kB; an operator's live stream: ${fixed((withAll.rss - withChats.rss) / 1024 / operators, 1)} kB${failures > 0 ? `; ${failures} CHATS COULD NOT CONNECT` : ''}`)
    await printReach(url, cookie, streams)
    for (const { socket } of streams) socket.destroy()
  } finally {
    await Promise.all(clients.map((c) => c.end()))
    await desk.end()
    await drop()
  }
}

/** After the garbage has been collected, and twice more: what was freed goes back to the system in its own time. */
async function settled(desk: Child): Promise<Usage> {
  for (let i = 0; i < 2; i++) {
    await desk.ask<Usage>('memory')
    await new Promise((done) => setTimeout(done, 500))
  }
  return desk.ask<Usage>('memory')
}

async function printReach(url: string, cookie: string, streams: Awaited<ReturnType<typeof openOperators>>): Promise<void> {
  const found = await reachOfReply(url, cookie, streams, REPLIES)
  const of = (name: keyof (typeof found)[number]): string => fixed(median(found.map((f) => f[name])), 1)
  console.log(`an operator's reply, from its sending, medians of ${REPLIES}: the first of ${streams.length} operators is told after ${of('firstOperator')} ms, half of them after ${of('middleOperator')} ms, the last after ${of('lastOperator')} ms; the citizen reads it after ${of('citizen')} ms`)
}

/** @throws Error the system gives too few descriptors to one process, with the cure */
function requireDescriptors(needed: number): void {
  const limit = Number(spawnSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).stdout.trim())
  const hard = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout.trim()
  console.log(`\ndescriptors of one process: ${limit}, at most ${hard}`)
  // Node raises its own limit to the hard one when it starts.
  if (hard !== 'unlimited' && Number(hard) < needed) throw new Error(`The desk needs ${needed} descriptors, and the system gives ${hard}. Raise the limit (ulimit -Hn, or nofile in limits.conf), or ask for fewer: --chats ${Math.max(1, Number(hard) - OTHERS - 100)}.`)
}
