import type { Policy } from '../database.ts'
import type { WalkName } from '../walks.ts'

/** `floor`, `receive`: in one process. `bare`: the floor behind `node:http`. `http`: the desk itself. */
export type Engine = 'floor' | 'receive' | 'bare' | 'http'
export type Variant = { readonly engine: Engine; readonly policy: Policy; readonly inFlight: number; readonly walk: WalkName }

const IN_FLIGHT = [1, 16] as const

const WALKS = ['scripted', 'free'] as const

/** All that is measured of one database and commit policy. The floor knows no group commit: in one process it takes one message at a time. */
export const variantsOf = (policy: Policy): Variant[] => [
  ...WALKS.map((walk) => ({ engine: 'floor' as const, policy, inFlight: 1, walk })),
  ...(['receive', 'http'] as const).flatMap((engine) => WALKS.flatMap((walk) => IN_FLIGHT.map((inFlight) => ({ engine, policy, inFlight, walk })))),
  ...IN_FLIGHT.map((inFlight) => ({ engine: 'bare' as const, policy, inFlight, walk: 'scripted' as const })),
]

/** Understanding costs the same whatever the commit costs: without `BENCH_ALL` free text is measured at NORMAL alone. */
export const isUsual = ({ policy, walk }: Variant): boolean => walk === 'scripted' || policy === 'NORMAL'

export const nameOf = ({ engine, policy, inFlight, walk }: Variant): string => [engine, policy, inFlight, walk].join(' ')

const ENGINES = { floor: 'floor', receive: 'receive', bare: 'floor over HTTP', http: 'desk over HTTP' } as const
export const titleOf = ({ engine, walk }: Variant): string => `${ENGINES[engine]}${walk === 'free' ? ', free text' : ''}`
export const commitOf = (policy: Policy): string => (policy === 'durable' ? 'PostgreSQL' : `SQLite ${policy}`)
