import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { type DeskOptions, openDesk, type RunningDesk } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { ROOT } from './pizzeria.ts'
import { tempFolder } from './temp.ts'

export const ADMIN = { email: 'anna@example.org', password: 'una-password-lunga' }

export type TestDesk = RunningDesk & { readonly dataDir: string; readonly again: () => Promise<TestDesk>; readonly end: () => Promise<void> }

type Options = Partial<Pick<DeskOptions, 'root' | 'now'>> & { readonly dataDir?: string; readonly env?: Record<string, string> }

/** The real desk, on a free port and a folder of its own. The trained model is shared between tests: training it is not what they are about. */
export async function startDesk(options: Options = {}): Promise<TestDesk> {
  const dataDir = options.dataDir ?? tempFolder('desk')
  const cache = join(ROOT, '.cache', 'understanding')
  mkdirSync(cache, { recursive: true })
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(join(dataDir, 'understanding'))) symlinkSync(cache, join(dataDir, 'understanding'))
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, SPORTELLO_ADMIN_EMAIL: ADMIN.email, SPORTELLO_ADMIN_PASSWORD: ADMIN.password, SQLITE_SYNCHRONOUS: 'NORMAL', SESSIONS_PER_MINUTE: '100000', MESSAGES_PER_MINUTE: '100000', SOURCES_WATCH: 'off', ...options.env })
  const desk = await openDesk({
    config, root: options.root ?? ROOT, now: options.now ?? (() => new Date()), log: pino({ level: 'silent' }),
  })
  return {
    ...desk, dataDir,
    async again() {
      await desk.stop()
      return startDesk({ ...options, dataDir })
    },
    async end() {
      await desk.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

