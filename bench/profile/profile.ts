import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from '../child.ts'
import { freshDatabase } from '../database.ts'
import { numberIn } from '../options.ts'
import { ROOT } from '../places.ts'
import { fixed, printTable } from '../table.ts'
import type { ProfileOrder } from './child.ts'
import { functionsOf, type Profile, roomsOf, type Spent } from './read.ts'

const MOST = 25

/** `npm run bench -- profile`: where the time of a message goes. `--seconds 10`, `--walk free`; the file opens in the browser's developer tools. */
export async function profile(given: ReadonlyMap<string, string>): Promise<void> {
  const walk = given.get('walk') === 'free' ? 'free' : 'scripted'
  const file = join(ROOT, '.cache', 'bench', `${walk}.cpuprofile`)
  mkdirSync(join(ROOT, '.cache', 'bench'), { recursive: true })
  const { place, drop } = await freshDatabase('NORMAL', null)
  const { messages } = await runChild<{ messages: number }>('profile/child.ts', { place, walk, seconds: numberIn(given, 'seconds', 10), file } satisfies ProfileOrder)
  await drop()
  const functions = functionsOf(JSON.parse(readFileSync(file, 'utf8')) as Profile)
  const whole = functions.reduce((sum, { self }) => sum + self, 0)
  const share = (time: number): string => `${((time / whole) * 100).toFixed(1)} %`
  const each = (time: number): string => fixed((time * 1000) / messages, 1)
  console.log(`receive, ${walk}, SQLite NORMAL, one at a time: ${messages} messages, ${Math.round((messages / whole) * 1000)} a second under the profiler\n`)
  printTable(['room', 'self', 'µs a message'], roomsOf(functions).filter(({ self }) => self / whole > 0.002).map(({ room, self }) => [room, share(self), each(self)]))
  printFunctions('most by themselves', functions.slice(0, MOST), share, each)
  printFunctions('ours, with all that they call', functions.filter(({ room }) => room.startsWith('src/')).sort((a, b) => b.total - a.total).slice(0, MOST), share, each)
  console.log(`\n${file}`)
}

function printFunctions(title: string, functions: readonly Spent[], share: (time: number) => string, each: (time: number) => string): void {
  console.log(`\n${title}`)
  printTable(['function', 'self', 'µs a message', 'with what it calls'], functions.map(({ name, self, total }) => [name, share(self), each(self), share(total)]))
}
