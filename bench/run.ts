import { duty } from './duty/duty.ts'
import { growth } from './growth/growth.ts'
import { memory } from './memory/memory.ts'
import { readArguments } from './options.ts'
import { profile } from './profile/profile.ts'

/** `npm run bench`: what a message costs. `-- growth`, `-- memory`, `-- profile`: what history, connections and each function cost. */
const benches: Readonly<Record<string, (given: ReadonlyMap<string, string>) => Promise<void>>> = {
  duty, growth, memory, profile,
}

const [command = 'duty', ...rest] = process.argv.slice(2)
const bench = Object.hasOwn(benches, command) ? benches[command] : undefined
if (bench === undefined) {
  console.error(`There is no benchmark «${command}». There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
// Whoever interrupts it leaves no databases behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
await bench(readArguments(rest))
