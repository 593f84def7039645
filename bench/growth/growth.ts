import { freshDatabase, openStore, type Place, type Policy } from '../database.ts'
import { median } from '../figures.ts'
import { numberIn } from '../options.ts'
import { NoPostgres, startPostgres } from '../postgres.ts'
import { createProduct } from '../product.ts'
import { fixed, printTable, times } from '../table.ts'
import { type Cost, costs, deepKey, type Subject } from './costs.ts'
import { diskOf } from './disk.ts'
import { planOf } from './plans.ts'
import { seed } from './seed.ts'

/** What a cost may grow by, from the small history to the large one. */
const BOUND = 1.2
const ROUNDS = 10
const SMALL = 1_000
/** Milliseconds below which a difference is the clock's. */
const NOTHING = 0.02
/** Milliseconds above which three times are enough. */
const SLOW = 150

/**
 * `npm run bench -- growth`: what history costs. The same questions on a thousand conversations and on `--conversations` of them
 * (100000), ten messages each, in turn in one process; `--postgres` on PostgreSQL, `--small 1000` the other size.
 */
export async function growth(given: ReadonlyMap<string, string>): Promise<void> {
  const sizes = [numberIn(given, 'small', SMALL), numberIn(given, 'conversations', 100_000)]
  const postgres = given.has('postgres') ? await startPostgres().catch((error: unknown) => { throw error instanceof NoPostgres ? new Error(error.message) : error }) : null
  const policy: Policy = postgres === null ? 'NORMAL' : 'durable'
  const fresh = await Promise.all(sizes.map(() => freshDatabase(policy, postgres)))
  try {
    const product = await createProduct('silent')
    const subjects: Subject[] = []
    for (const [i, { place }] of fresh.entries()) subjects.push(await subjectOf(place, sizes[i] as number, product))
    const [small, large] = subjects as [Subject, Subject]
    await measure(small, large, postgres?.name ?? 'SQLite NORMAL')
    await printDisk(subjects)
    for (const { store } of subjects) await store.close()
  } finally {
    for (const { drop } of fresh) await drop()
    await postgres?.stop()
  }
}

async function subjectOf(place: Place, conversations: number, product: Awaited<ReturnType<typeof createProduct>>): Promise<Subject> {
  const began = performance.now()
  await seed(place, conversations)
  console.log(`${conversations} conversations written in ${Math.round((performance.now() - began) / 1000)} s`)
  const store = await openStore(place)
  const pages = Math.min(1_000, Math.floor(conversations / 50 / 2))
  return { place, conversations, store, receive: product(store, 1_000_000_000), deep: { queued: await deepKey(store, 'waiting', 2), closed: await deepKey(store, 'closed', Math.max(1, pages)) } }
}

async function measure(small: Subject, large: Subject, name: string): Promise<void> {
  const found: { cost: Cost; a: number; b: number }[] = []
  for (const cost of costs) {
    const [a, b] = await inTurn(cost, small, large)
    found.push({ cost, a, b })
  }
  const grows = ({ a, b }: { a: number; b: number }): boolean => b / a > BOUND && b - a > NOTHING
  console.log(`\n${name}; medians of ${ROUNDS} rounds in turn\n`)
  printTable(['cost', `${small.conversations}, ms`, `${large.conversations}, ms`, 'large to small', `at most ${BOUND} ×`], found.map((f) => [f.cost.name, fixed(f.a, 3), fixed(f.b, 3), times(f.b / f.a), grows(f) ? 'no' : 'yes']))
  for (const f of found.filter(grows)) {
    const plan = await planOf(f.cost, large)
    console.log(`\n${f.cost.name}:`)
    for (const line of plan ?? ['  a message: all its statements are by key']) console.log(`  ${line}`)
  }
}

/** Milliseconds of one, small and large: A B A B …, so that what slows the machine slows both. What is slow is asked less often. */
async function inTurn({ run, many }: Cost, small: Subject, large: Subject): Promise<[number, number]> {
  const found: [number[], number[]] = [[], []]
  let next = 0
  const timed = async (subject: Subject, often: number): Promise<number> => {
    const began = performance.now()
    for (let n = 0; n < often; n++) await run(subject, next + n)
    return (performance.now() - began) / often
  }
  await timed(small, many)
  const slow = (await timed(large, 1)) > SLOW
  for (let round = 0; round < (slow ? 3 : ROUNDS); round++) {
    next += many
    found[0].push(await timed(small, many))
    found[1].push(await timed(large, slow ? 1 : many))
  }
  return [median(found[0]), median(found[1])]
}

async function printDisk(subjects: readonly Subject[]): Promise<void> {
  const disks = await Promise.all(subjects.map(({ place }) => diskOf(place)))
  const names = [...(disks[1]?.keys() ?? [])].sort((a, b) => (disks[1]?.get(b) ?? 0) - (disks[1]?.get(a) ?? 0))
  const each = (i: number, name: string): number => Math.round((disks[i]?.get(name) ?? 0) / (subjects[i]?.conversations ?? 1))
  console.log('\nbytes on the disk for one conversation, indexes with their table\n')
  printTable(['table', ...subjects.map((s) => String(s.conversations))], names.filter((name) => each(1, name) > 0).map((name) => [name === '' ? 'all' : name, each(0, name), each(1, name)]))
}
