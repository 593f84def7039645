import { printTable, times } from '../table.ts'
import { floorOf, type Measured } from './report.ts'
import { commitOf, type Engine } from './variants.ts'

type Aim = { readonly aim: string; readonly of: string; readonly ratio: number; readonly atLeast: number }

/** What the desk promises about its speed, each with what was measured. */
export function aims(measured: readonly Measured[]): void {
  const found = [...oneAtATime(measured), ...sharedCommits(measured), ...overHttp(measured)].filter(({ ratio }) => Number.isFinite(ratio))
  console.log('')
  printTable(['aim', 'of', 'at least', 'measured', 'reached'], found.map(({ aim, of, ratio, atLeast }) => [aim, of, times(atLeast), times(ratio), ratio >= atLeast ? 'yes' : 'no']))
}

const scripted = (measured: readonly Measured[], engine: Engine, inFlight: number): Measured[] => measured.filter((m) => m.engine === engine && m.walk === 'scripted' && m.inFlight === inFlight)

const oneAtATime = (measured: readonly Measured[]): Aim[] =>
  scripted(measured, 'receive', 1).map((m) => ({ aim: '(a) one at a time, to the floor', of: commitOf(m.policy), ratio: m.perSecond / floorOf(measured, m), atLeast: 0.5 }))

const sharedCommits = (measured: readonly Measured[]): Aim[] =>
  scripted(measured, 'receive', 16).filter((m) => m.policy === 'FULL').map((m) => ({ aim: '(b) 16 in flight, to the floor one at a time', of: commitOf(m.policy), ratio: m.perSecond / floorOf(measured, m), atLeast: 1 }))

const overHttp = (measured: readonly Measured[]): Aim[] => [1, 16].flatMap((inFlight) => scripted(measured, 'http', inFlight).map((m) => {
  const bare = scripted(measured, 'bare', inFlight).find((b) => b.policy === m.policy)
  return { aim: `(c) over HTTP, ${inFlight} in flight, to node:http before the floor`, of: commitOf(m.policy), ratio: m.perSecond / (bare?.perSecond ?? Number.NaN), atLeast: 0.7 }
}))
