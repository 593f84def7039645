import { parseArgs } from 'node:util'

export type SoakOptions = {
  /** What citizens send, over all channels. */
  readonly messages: number
  /** The same seed makes the same people, words and faults; not the same moments. */
  readonly seed: number
  /** How many times faster than ours the desk's hours pass. */
  readonly speed: number
  /** Times that the desk is killed with SIGKILL and started again. */
  readonly kills: number
  /** null: a SQLite file. */
  readonly databaseUrl: string | null
}

/** From so many messages on it is the long run, with a kill. */
const LONG = 5_000

export const soakOptions = (given: Partial<SoakOptions> = {}): SoakOptions => {
  const { messages = 10_000 } = given
  return { messages, seed: 1, speed: 5, kills: messages >= LONG ? 1 : 0, databaseUrl: null, ...given }
}

/** @throws Error for what it does not know */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): SoakOptions {
  const { values } = parseArgs({ args: [...args], options: { messages: { type: 'string' }, seed: { type: 'string' }, speed: { type: 'string' }, kills: { type: 'string' }, database: { type: 'string' } } })
  const counted = Object.fromEntries((['messages', 'seed', 'speed', 'kills'] as const).flatMap((name) => (values[name] === undefined ? [] : [[name, whole(name, values[name])]])))
  if (values.database !== undefined && values.database !== 'postgres' && values.database !== 'sqlite') throw new Error('--database postgres, or sqlite')
  if (values.database === 'postgres' && !env.DATABASE_URL) throw new Error('--database postgres wants DATABASE_URL, an empty database')
  return soakOptions({ ...counted, databaseUrl: values.database === 'postgres' ? (env.DATABASE_URL ?? null) : null })
}

function whole(name: string, value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0 || (name !== 'kills' && number === 0)) throw new Error(`--${name} wants a whole number, for example --messages 1000 --seed 7`)
  return number
}
