import { rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { type Figures, median, medianFigures, spread } from '../figures.ts'
import { recordWalk } from '../floor/record.ts'
import { sizeFrom } from '../options.ts'
import { tempFolder } from '../places.ts'
import { NoPostgres, startPostgres } from '../postgres.ts'
import { walks } from '../walks.ts'
import { aims } from './aims.ts'
import { NotOnPostgres } from './over-http.ts'
import { policies, type Recordings, repeat } from './repeat.ts'
import { type Measured, printFigures } from './report.ts'
import { isUsual, nameOf, type Variant, variantsOf } from './variants.ts'
import { bytesOf, differences, type Weight } from './weigh.ts'

/**
 * `npm run bench`: what a message costs at full duty: read, advance, render, dedupe key, message, state, events, bodies, search,
 * outbox, committed; next to a floor that writes the same rows by hand. `BENCH_CITIZENS` walk twelve messages each in each of
 * `BENCH_REPEAT` repetitions; `BENCH_ONLY` takes only variants whose name holds
 * this text, for example `receive NORMAL`; `BENCH_ALL=1` measures free text at every commit policy; `BENCH_POSTGRES=no` leaves PostgreSQL out.
 */
export async function duty(): Promise<void> {
  const sizes = { citizens: sizeFrom('BENCH_CITIZENS', 60), warmUp: sizeFrom('BENCH_WARM_UP', 40) }
  const repetitions = sizeFrom('BENCH_REPEAT', 5)
  const skipped: string[] = []
  const postgres = process.env.BENCH_POSTGRES === 'no' ? null : await startPostgres().catch((error: unknown) => {
    if (!(error instanceof NoPostgres)) throw error
    skipped.push(`PostgreSQL: ${error.message}`)
    return null
  })
  const folder = tempFolder()
  const began = performance.now()
  try {
    const recordings = await record(folder)
    const variants = policies(postgres).flatMap(variantsOf).filter((v) => (isUsual(v) || process.env.BENCH_ALL !== undefined) && nameOf(v).includes(process.env.BENCH_ONLY ?? ''))
    const measured = await interleaved(variants, repetitions, (variant) => repeat(variant, sizes, recordings, postgres), skipped)
    console.log(`${sizes.citizens} citizens × ${walks.scripted.texts.length} messages after ${sizes.warmUp} to warm up, medians of ${repetitions} interleaved repetitions; node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}${postgres === null ? '' : `, ${postgres.name}`}\n`)
    printFigures(measured)
    for (const why of skipped) console.log(`skipped: ${why}`)
    compareRows(measured, sizes.citizens + sizes.warmUp)
    aims(measured)
    console.log(`\n${Math.round((performance.now() - began) / 1000)} s; the repetitions of one variant lie ± ${Math.round(median(measured.map((m) => m.spread)) * 100)} % about their median`)
  } finally {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function record(folder: string): Promise<Recordings> {
  const files = { scripted: join(folder, 'scripted.json'), free: join(folder, 'free.json') }
  for (const name of ['scripted', 'free'] as const) writeFileSync(files[name], JSON.stringify(await recordWalk(walks[name])))
  return files
}

type Run = { readonly figures: Figures; readonly weight: Weight }

/** A B C A B C …: what slows the machine for a while slows all. */
async function interleaved(variants: readonly Variant[], repetitions: number, once: (variant: Variant) => Promise<Run>, skipped: string[]): Promise<Measured[]> {
  const runs = new Map<Variant, Run[]>(variants.map((v) => [v, []]))
  for (let n = 0; n < repetitions; n++) {
    for (const [variant, those] of runs) {
      process.stderr.write(`\r${n + 1}/${repetitions} ${nameOf(variant)}${' '.repeat(20)}`)
      const run = await once(variant).catch((error: unknown) => {
        if (!(error instanceof Error && error.cause instanceof NotOnPostgres)) throw error
        return null
      })
      if (run !== null) those.push(run)
      else drop(runs, variant, skipped)
    }
  }
  process.stderr.write(`\r${' '.repeat(60)}\r`)
  return [...runs].map(([variant, those]) => ({ ...variant, ...medianFigures(those.map((r) => r.figures)), spread: spread(those.map((r) => r.figures.perSecond)), weight: (those[0] as Run).weight }))
}

function drop(runs: Map<Variant, Run[]>, variant: Variant, skipped: string[]): void {
  runs.delete(variant)
  skipped.push(`${nameOf(variant)}: the desk does not take DATABASE_URL yet`)
}

/** The floor's figures are of worth only if it wrote what the product wrote. */
function compareRows(measured: readonly Measured[], citizens: number): void {
  for (const floor of measured.filter((m) => m.engine === 'floor')) {
    const product = measured.find((m) => m.engine === 'receive' && m.policy === floor.policy && m.walk === floor.walk && m.inFlight === 1)
    if (product === undefined) continue
    const found = differences(floor.weight, product.weight)
    const messages = citizens * (walks[floor.walk].texts.length + 1)
    if (found.length === 0) console.log(`the same rows: ${nameOf(floor)} and the product wrote ${Math.round(bytesOf(floor.weight) / messages)} and ${Math.round(bytesOf(product.weight) / messages)} bytes of values a message`)
    for (const what of found) console.log(`WARNING: ${nameOf(floor)} is no floor: ${what}`)
  }
}

