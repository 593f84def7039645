import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { ADMIN } from './desk.ts'
import { ROOT } from './pizzeria.ts'
import { publicRoot, SECRET } from './telegram.ts'

export type Shared = {
  readonly dataDir: string
  /** null: a SQLite file in `dataDir`. */
  readonly databaseUrl: string | null
  readonly telegram: { readonly token: string; readonly url: string }
  /** null: the desk asks Telegram; else Telegram knocks there. */
  readonly publicUrl: string | null
}

/** A desk that can be killed and started again; several may share one database. */
export type DeskProcess = { readonly url: string; readonly name: string; readonly kill: () => Promise<void>; readonly start: () => Promise<void>; readonly stop: () => Promise<void>; readonly isUp: () => boolean }

export async function deskProcess(name: string, port: number, shared: Shared): Promise<DeskProcess> {
  const url = `http://127.0.0.1:${port}`
  const root = publicRoot()
  let child: ChildProcess | null = null
  let up = false
  const gone = (signal: NodeJS.Signals) => new Promise<void>((done) => {
    up = false
    if (child === null || child.exitCode !== null || child.signalCode !== null) return done()
    child.once('exit', () => done())
    child.kill(signal)
  })
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, ['--import', 'tsx', join('tests', 'support', 'child-desk.ts')], {
      cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env, PORT: String(port), DATA_DIR: shared.dataDir, CONTENT_ROOT: root, ...reach(name, shared), LOG_LEVEL: 'silent',
        SPORTELLO_ADMIN_EMAIL: ADMIN.email, SPORTELLO_ADMIN_PASSWORD: ADMIN.password, SESSIONS_PER_MINUTE: '100000', MESSAGES_PER_MINUTE: '100000', SOURCES_WATCH: 'off',
        TELEGRAM_BOT_TOKEN: shared.telegram.token, TELEGRAM_API_ROOT: shared.telegram.url,
      },
    })
    for (let tries = 0; (await fetch(`${url}/readyz`).catch(() => null))?.status !== 200; tries++) {
      if (tries > 1200 || child.exitCode !== null) throw new Error(`${name} did not start`)
      await new Promise((again) => setTimeout(again, 50))
    }
    up = true
  }
  await start()
  return { url, name, start, kill: () => gone('SIGKILL'), stop: () => gone('SIGTERM'), isUp: () => up }
}

/** Where it keeps things, under a name of its own, and how Telegram reaches it. */
function reach(name: string, { databaseUrl, publicUrl }: Shared): Record<string, string> {
  const database = databaseUrl === null ? null : new URL(databaseUrl)
  database?.searchParams.set('application_name', name)
  return { ...(database ? { DATABASE_URL: database.href } : {}), ...(publicUrl === null ? {} : { PUBLIC_URL: publicUrl, TELEGRAM_WEBHOOK_SECRET: SECRET }) }
}

/** What stands in front of several processes: each request goes to one that is up, and 502 says that it fell. */
export async function frontDoor(port: number, desks: () => readonly DeskProcess[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const up = desks().filter((d) => d.isUp())
    const desk = up[Math.floor(Math.random() * up.length)]
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name))) as Record<string, string>
    const answer = desk && (await fetch(`${desk.url}${request.url}`, { method: request.method ?? 'GET', headers, body: Buffer.concat(chunks) as never }).catch(() => null))
    response.writeHead(answer?.status ?? 502).end()
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return server
}
