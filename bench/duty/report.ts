import type { Figures } from '../figures.ts'
import { fixed, printTable, times } from '../table.ts'
import { commitOf, titleOf, type Variant } from './variants.ts'
import type { Weight } from './weigh.ts'

/** The medians of one variant. `spread`: half the distance of the quartiles, as a share of the median. */
export type Measured = Variant & Figures & { readonly spread: number; readonly weight: Weight }

/** The floor to which a variant is compared: the same walk and commit policy, one message at a time. */
export const floorOf = (measured: readonly Measured[], { policy, walk }: Variant): number =>
  measured.find((m) => m.engine === 'floor' && m.policy === policy && m.walk === walk)?.perSecond ?? Number.NaN

export function printFigures(measured: readonly Measured[]): void {
  printTable(['what', 'commit', 'in flight', 'messages/s', '±', 'to the floor', 'p50 ms', 'p99 ms'], measured.map((m) => [
    titleOf(m), commitOf(m.policy), m.inFlight, Math.round(m.perSecond), `${Math.round(m.spread * 100)} %`, times(m.perSecond / floorOf(measured, m)), fixed(m.p50, 2), fixed(m.p99, 2),
  ]))
}
