import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { openDesk } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { settle } from '../../src/settle.ts'
import { dismissed, orderGiven, tell } from '../child.ts'
import { fileOf, type Place } from '../database.ts'
import { benchNow, ROOT } from '../places.ts'

/** The real desk in a process of its own, as `main.ts` starts it. */
export type DeskOrder = { readonly place: Place; readonly admin: { readonly email: string; readonly password: string } }
/** `onPostgres`: it took the PostgreSQL that it was given, and no file. */
export type DeskOpened = { readonly url: string; readonly onPostgres: boolean }

const { place, admin } = orderGiven<DeskOrder>()
const database: Record<string, string> = place.kind === 'sqlite' ? { SQLITE_SYNCHRONOUS: place.policy } : { DATABASE_URL: place.url }
const config = readConfig({ PORT: '0', DATA_DIR: place.folder, SPORTELLO_ADMIN_EMAIL: admin.email, SPORTELLO_ADMIN_PASSWORD: admin.password, SESSIONS_PER_MINUTE: '100000000', MESSAGES_PER_MINUTE: '100000000', SOURCES_WATCH: 'off', ...database })
const desk = await openDesk({ config, root: ROOT, now: benchNow, log: pino({ level: 'warn' }) })
await settle()
process.on('message', (question) => {
  if (question !== 'memory') return
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  void tell(process.memoryUsage())
})
await tell({ url: desk.url, onPostgres: !existsSync(fileOf(place)) } satisfies DeskOpened)
await dismissed()
await desk.stop()
process.exit(0)
