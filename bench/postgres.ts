import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import pg from 'pg'

export type Postgres = {
  /** How its figures are called. */
  readonly name: string
  readonly freshDatabase: () => Promise<{ readonly url: string; readonly drop: () => Promise<void> }>
  readonly stop: () => Promise<void>
}

/** Why there is none. */
export class NoPostgres extends Error {}

/**
 * The PostgreSQL that BENCH_DATABASE_URL names, else one of our own from the system's binaries, with the settings that a
 * server comes with: unlike that of the tests, it writes to the disk before it says that it has.
 *
 * @throws NoPostgres
 */
export async function startPostgres(): Promise<Postgres> {
  const given = process.env.BENCH_DATABASE_URL
  if (given) return { name: await versionOf(given), freshDatabase: () => freshDatabase(given), stop: async () => {} }
  const bin = binaries()
  if (bin === null) throw new NoPostgres('no PostgreSQL here: install one (Debian: apt-get install postgresql), or set BENCH_DATABASE_URL')
  return startServer(bin)
}

function binaries(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)).map((v) => join(debian, v, 'bin')) : []
  return [...(process.env.PATH ?? '').split(delimiter), ...versions].find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'))) ?? null
}

/** The server refuses to run as root: then the user `postgres` runs it. */
function serverUser(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout || Number.NaN)
  if (!Number.isInteger(id('-u'))) throw new NoPostgres('PostgreSQL does not run as root, and there is no user «postgres» to run it')
  return { uid: id('-u'), gid: id('-g') }
}

/** Lives as long as its standard input is open, and so never longer than the benchmark, however it ends. */
const KEEPER = '"$0" "$@" & server=$!; cat; kill -INT $server; wait $server; cd / && rm -rf "$FOLDER"'

async function startServer(bin: string): Promise<Postgres> {
  const user = serverUser()
  const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'bench-pg-'))
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const as = { ...user, cwd: folder }
  const data = join(folder, 'data')
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'], { ...as, encoding: 'utf8' })
  if (made.status !== 0) throw new NoPostgres(`initdb failed: ${made.error?.message ?? made.stderr}`)
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=60', 'shared_buffers=128MB'].flatMap((s) => ['-c', s])
  const server = spawn('sh', ['-c', KEEPER, join(bin, 'postgres'), '-D', data, ...settings], { ...as, env: { ...process.env, FOLDER: folder }, stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  const url = `postgresql:///postgres?host=${folder}&user=postgres`
  await untilItAnswers(url)
  const stop = (): Promise<void> => new Promise((done) => {
    server.once('exit', () => done())
    server.stdin?.end()
  })
  return { name: await versionOf(url), freshDatabase: () => freshDatabase(url), stop }
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return void (await ask(url, 'select 1'))
    } catch (error) {
      if (tries > 100) throw new NoPostgres('PostgreSQL did not start', { cause: error })
      await new Promise((again) => setTimeout(again, 100))
    }
  }
}

const versionOf = async (url: string): Promise<string> => `PostgreSQL ${(await ask(url, 'show server_version'))[0]?.server_version} (fsync ${(await ask(url, 'show fsync'))[0]?.fsync}, synchronous_commit ${(await ask(url, 'show synchronous_commit'))[0]?.synchronous_commit})`

async function freshDatabase(admin: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `sportello_bench_${randomBytes(8).toString('hex')}`
  await ask(admin, `create database ${name} template template0 encoding 'UTF8'`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.href, drop: async () => void (await ask(admin, `drop database if exists ${name} with (force)`)) }
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client.query(text).then(({ rows }) => rows as Record<string, unknown>[]).finally(() => client.end().catch(() => {}))
}
