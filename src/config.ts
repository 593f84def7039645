import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { accountCures, accountShape, type Accounts, readAccounts } from './channels/accounts.ts'
import type { Desk } from './core/desk.ts'

/** What the environment says, checked once at start. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly desk: string
  /** The address under which the desk is reached from outside. */
  readonly publicUrl: string | null
  readonly synchronous: 'FULL' | 'NORMAL'
  /** A PostgreSQL that several processes may share; null: one file in the data folder. Holds a password: never logged. */
  readonly databaseUrl: string | null
  readonly logLevel: string
  readonly admin: { readonly email: string | null; readonly password: string | null }
  readonly retention: { readonly botDays: number; readonly urgentDays: number; readonly attendedMonths: number; readonly fileDays: number }
  readonly trustProxy: number
  /** How the pages of sources are looked at. `pause`: milliseconds between two requests to one host. */
  readonly sources: { readonly watch: boolean; readonly pause: number; readonly allowLocal: boolean }
  /** Of providers. They hold secrets: never logged. */
  readonly accounts: Accounts
  readonly limits: { readonly sessionsPerMinute: number; readonly messagesPerMinute: number }
}

const days = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback)

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('var'),
  DESK: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens').default('demo'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SQLITE_SYNCHRONOUS: z.enum(['FULL', 'NORMAL']).default('FULL'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SPORTELLO_ADMIN_EMAIL: z.email().optional(),
  SPORTELLO_ADMIN_PASSWORD: z.string().min(12, 'at least 12 characters').optional(),
  RETENTION_BOT_DAYS: days(30, 3650),
  RETENTION_URGENT_DAYS: days(30, 3650),
  RETENTION_ATTENDED_MONTHS: days(6, 120),
  RETENTION_FILE_DAYS: days(30, 3650),
  SESSIONS_PER_MINUTE: z.coerce.number().int().min(1).default(60),
  MESSAGES_PER_MINUTE: z.coerce.number().int().min(1).default(120),
  ...accountShape,
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  SOURCES_WATCH: z.enum(['on', 'off']).default('on'),
  SOURCES_PAUSE_SECONDS: z.coerce.number().min(0).max(600).default(5),
  SOURCES_ALLOW_LOCAL: z.enum(['0', '1']).default('0'),
})

const CURES: Readonly<Record<string, string>> = {
  PORT: 'Give a port between 1 and 65535, for example PORT=8080 (0 takes any free one).',
  HOST: 'Give an address of this machine, for example HOST=127.0.0.1.',
  DATA_DIR: 'Give a folder that can be written, for example DATA_DIR=/var/lib/sportello.',
  DESK: 'Give the name of a file in data/desks without .yaml, for example DESK=demo.',
  PUBLIC_URL: 'Give the address that people open, for example PUBLIC_URL=https://sportello.comune.example.it.',
  DATABASE_URL: 'Give the address of a PostgreSQL database, for example DATABASE_URL=postgresql://sportello:PASSWORD@localhost/sportello, or leave it out: the desk then keeps a file in DATA_DIR.',
  SQLITE_SYNCHRONOUS: 'FULL survives a power cut, NORMAL only a crash of the program.',
  LOG_LEVEL: 'One of fatal, error, warn, info, debug, trace, silent.',
  SPORTELLO_ADMIN_EMAIL: 'Give the first operator’s e-mail address.',
  SPORTELLO_ADMIN_PASSWORD: 'Give a password of at least 12 characters, or leave it out: one is made and printed once.',
  ...accountCures,
  TRUST_PROXY: 'How many proxies stand in front of the desk: 0 for none.',
  SOURCES_WATCH: 'on, or off: the desk then does not look at the pages of its sources by night.',
  SOURCES_PAUSE_SECONDS: 'Give the seconds between two requests to one site, for example SOURCES_PAUSE_SECONDS=5.',
  SOURCES_ALLOW_LOCAL: 'Leave it out. 1 lets the desk read pages of its own network, which only tests want.',
}

/** All that is wrong with the environment, in plain words with the cure. */
export class BadConfig extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.name = 'BadConfig'
  }
}

/** @throws BadConfig with every problem at once */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = environment.safeParse(given)
  if (!result.success) {
    throw new BadConfig(result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}. ${CURES[String(i.path[0])] ?? 'Give a whole number.'}`))
  }
  const e = result.data
  const { accounts, problems } = readAccounts(e, e.PUBLIC_URL ?? null)
  if (problems.length > 0) throw new BadConfig(problems)
  return Object.freeze({
    port: e.PORT, host: e.HOST, dataDir: resolve(e.DATA_DIR), desk: e.DESK, publicUrl: e.PUBLIC_URL ?? null, synchronous: e.SQLITE_SYNCHRONOUS, databaseUrl: e.DATABASE_URL ?? null, logLevel: e.LOG_LEVEL,
    admin: { email: e.SPORTELLO_ADMIN_EMAIL ?? null, password: e.SPORTELLO_ADMIN_PASSWORD ?? null },
    retention: { botDays: e.RETENTION_BOT_DAYS, urgentDays: e.RETENTION_URGENT_DAYS, attendedMonths: e.RETENTION_ATTENDED_MONTHS, fileDays: e.RETENTION_FILE_DAYS },
    accounts,
    trustProxy: e.TRUST_PROXY, sources: { watch: e.SOURCES_WATCH === 'on', pause: e.SOURCES_PAUSE_SECONDS * 1000, allowLocal: e.SOURCES_ALLOW_LOCAL === '1' }, limits: { sessionsPerMinute: e.SESSIONS_PER_MINUTE, messagesPerMinute: e.MESSAGES_PER_MINUTE },
  })
}

/** @throws BadConfig when the data folder cannot be made or written */
export function requireWritable({ dataDir }: Config): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
  } catch (error) {
    throw new BadConfig([`DATA_DIR: ${dataDir} cannot be written (${error instanceof Error && 'code' in error ? error.code : error}). ${CURES.DATA_DIR}`])
  }
}

const LOCAL = new Set(['127.0.0.1', '::1', 'localhost'])

/** A desk that strangers can reach must say who answers for their data. */
export function requireController(config: Config, desk: Pick<Desk, 'id' | 'controller' | 'privacyContact' | 'privacyUrl'>): void {
  if (LOCAL.has(config.host) && config.publicUrl === null && channelsOf(config).length === 0) return
  const missing = [desk.controller === null && 'controller', desk.privacyContact === null && 'privacy_contact'].filter(Boolean)
  if (missing.length > 0) throw new BadConfig([`${reachedBy(config)}, but data/desks/${desk.id}.yaml does not say ${missing.join(' and ')}. Write them there, or use HOST=127.0.0.1 without PUBLIC_URL and without a channel.`])
  if (channelsOf(config).length > 0 && config.publicUrl === null && desk.privacyUrl === null) throw new BadConfig([`${reachedBy(config)}: they must be able to read how their data are treated. Set PUBLIC_URL, or privacy_url in data/desks/${desk.id}.yaml.`])
}

function reachedBy(config: Config): string {
  const { publicUrl, host } = config
  if (publicUrl !== null) return `PUBLIC_URL: ${publicUrl} can be reached by others`
  const [channel] = channelsOf(config)
  return channel === undefined ? `HOST: ${host} can be reached by others` : `The desk has the channel ${channel}: everybody there can write to it`
}

/** Those that lead to people outside. */
const channelsOf = ({ accounts }: Config): string[] => Object.entries(accounts).flatMap(([name, account]) => (account === null ? [] : [name]))
