import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { ADMIN } from '../support/desk.ts'
import { ROOT } from '../support/pizzeria.ts'
import { freePort, publicRoot } from '../support/telegram.ts'
import { tempFolder } from '../support/temp.ts'
import { pause } from './chance.ts'
import type { SoakOptions } from './options.ts'

export type SoakDesk = { readonly url: string; readonly dataDir: string; readonly start: () => Promise<void>; readonly kill: () => Promise<void>; readonly stop: () => Promise<void>; /** Megabytes that it holds. */ readonly memory: () => number }

/** A desk with every channel in a process of its own, whose hours pass faster. Not started. */
export async function soakDesk({ speed, databaseUrl }: SoakOptions, epoch: number, channels: Readonly<Record<string, string>>): Promise<SoakDesk> {
  const [port, dataDir, root] = [await freePort(), tempFolder('soak'), publicRoot()]
  const url = `http://127.0.0.1:${port}`
  // The model is trained once for all tests.
  mkdirSync(join(ROOT, '.cache', 'understanding'), { recursive: true })
  symlinkSync(join(ROOT, '.cache', 'understanding'), join(dataDir, 'understanding'))
  const env = {
    ...process.env, SOAK_EPOCH: String(epoch), SOAK_SPEED: String(speed), PORT: String(port), PUBLIC_URL: url, DATA_DIR: dataDir, CONTENT_ROOT: root, LOG_LEVEL: process.env.SOAK_LOG ?? 'silent',
    SPORTELLO_ADMIN_EMAIL: ADMIN.email, SPORTELLO_ADMIN_PASSWORD: ADMIN.password, SESSIONS_PER_MINUTE: '100000', MESSAGES_PER_MINUTE: '100000', SOURCES_WATCH: 'off', DATABASE_URL: databaseUrl ?? '', ...channels,
  }
  let child: ChildProcess | null = null
  const end = (signal: NodeJS.Signals) => new Promise<void>((done) => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return done()
    child.once('exit', () => done())
    child.kill(signal)
  })
  return {
    url, dataDir, kill: () => end('SIGKILL'), stop: () => end('SIGTERM'),
    memory: () => Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child?.pid)], { encoding: 'utf8' })) / 1024),
    async start() {
      child = spawn(process.execPath, ['--max-semi-space-size=8', '--import', 'tsx', join('tests', 'soak', 'child.ts')], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env })
      for (let tries = 0; (await fetch(`${url}/readyz`).catch(() => null))?.status !== 200; tries++) {
        if (tries > 4800 || child.exitCode !== null) throw new Error('the desk did not start')
        await pause(50)
      }
    },
  }
}
