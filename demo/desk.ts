import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { openDesk, type RunningDesk } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'

export const REPOSITORY = join(import.meta.dirname, '..')
const MODELS = join(REPOSITORY, '.cache', 'understanding')

export type Operator = { readonly email: string; readonly password: string }
export type DeskOptions = { readonly folder: string; readonly port: number; readonly logLevel: string; readonly now: () => number; readonly env: Readonly<Record<string, string>> }

/** The real desk, whose every channel is emulated: it keeps what it keeps in `folder`. Nothing of our own environment reaches it. */
export async function openDemoDesk({ folder, port, logLevel, now, env }: DeskOptions): Promise<{ readonly desk: RunningDesk; readonly operator: Operator }> {
  const operator = { email: 'demo@sportello.local', password: randomBytes(9).toString('base64url') }
  const config = readConfig({
    ...env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DATA_DIR: dataIn(folder), LOG_LEVEL: logLevel, SOURCES_WATCH: 'off', SQLITE_SYNCHRONOUS: 'NORMAL',
    SPORTELLO_ADMIN_EMAIL: operator.email, SPORTELLO_ADMIN_PASSWORD: operator.password,
  })
  const desk = await openDesk({ config, root: contentIn(folder), now: () => new Date(now()), log: pino({ level: config.logLevel }, pino.destination(2)) })
  return { desk, operator }
}

/** The trained models outlive a demonstration: training takes half a minute. */
function dataIn(folder: string): string {
  const data = join(folder, 'data-of-the-desk')
  mkdirSync(MODELS, { recursive: true })
  mkdirSync(data, { mode: 0o700 })
  symlinkSync(MODELS, join(data, 'understanding'), 'junction')
  return data
}

/** The product's content, with a desk that names an invented controller: only such a one may have channels. */
function contentIn(folder: string): string {
  const root = join(folder, 'content')
  mkdirSync(root)
  for (const name of ['flows', 'locales', 'dist', 'node_modules']) symlinkSync(join(REPOSITORY, name), join(root, name), 'junction')
  cpSync(join(REPOSITORY, 'data'), join(root, 'data'), { recursive: true })
  const file = join(root, 'data', 'desks', 'demo.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('controller: null', 'controller: Comune di Prova (dimostrazione)').replace('privacy_contact: null', 'privacy_contact: privacy@comune-di-prova.example'))
  return root
}
