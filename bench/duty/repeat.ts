import { runChild } from '../child.ts'
import { freshDatabase, openStore, type Place, type Policy } from '../database.ts'
import type { Figures } from '../figures.ts'
import type { Postgres } from '../postgres.ts'
import type { WalkName } from '../walks.ts'
import type { OnceOrder } from './once.ts'
import { overBare, overDesk } from './over-http.ts'
import { nameOf, type Variant } from './variants.ts'
import { type Weight, weigh } from './weigh.ts'

export type Sizes = { readonly citizens: number; readonly warmUp: number }
/** Where what the product wrote at each walk is kept, for the floor. */
export type Recordings = Readonly<Record<WalkName, string>>

/**
 * One repetition of one variant, on a fresh database and in a fresh process, so that the garbage, the caches and the compiled
 * code of one are never on the bill of another; that the process is warm before it is measured is seen to by `drive`.
 */
export async function repeat(variant: Variant, sizes: Sizes, recordings: Recordings, postgres: Postgres | null): Promise<{ figures: Figures; weight: Weight }> {
  const { place, drop } = await freshDatabase(variant.policy, postgres)
  try {
    if (variant.engine === 'floor' || variant.engine === 'bare') await makeSchema(place)
    const order = { place, walk: variant.walk, inFlight: variant.inFlight, ...sizes, recording: recordings[variant.walk] }
    const figures = await enginesOf(variant)(order)
    return { figures, weight: await weigh(place) }
  } catch (error) {
    throw new Error(`${nameOf(variant)}: ${error instanceof Error ? error.message : error}`, { cause: error })
  } finally {
    await drop()
  }
}

type Order = Omit<OnceOrder, 'engine'>

const enginesOf = ({ engine }: Variant): ((order: Order) => Promise<Figures>) => {
  if (engine === 'http') return overDesk
  if (engine === 'bare') return overBare
  return (order) => runChild<Figures>('duty/once.ts', { ...order, engine } satisfies OnceOrder)
}

/** The product's own migrations: the floor writes into the same tables and indexes. */
const makeSchema = async (place: Place): Promise<void> => (await openStore(place)).close()

export const policies = (postgres: Postgres | null): Policy[] => ['FULL', 'NORMAL', ...(postgres === null ? [] : ['durable' as const])]
