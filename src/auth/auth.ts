import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { betterAuth } from 'better-auth'
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node'
import { admin } from 'better-auth/plugins'
import { ADDRESS_HEADER, type Auth, type Operator } from '../web/ports.ts'
import { inFile, type Row } from './database.ts'

export type AuthOptions = { readonly dataDir: string; readonly publicUrl: string | null; /** Sign-in data goes where the desk's does. */ readonly databaseUrl: string | null }

/** Operators who may sign in. Accounts are made by an administrator; nobody signs up. */
export type Operators = Auth & {
  /** Makes the first operator when there is none; returns the password if it had to be invented. */
  readonly ensureFirst: (email: string, password: string | null) => Promise<{ readonly created: boolean; readonly password: string | null }>
  readonly close: () => Promise<void>
}

const ROLES = ['operator', 'supervisor', 'editor', 'admin'] as const

export async function openAuth({ dataDir, publicUrl, databaseUrl }: AuthOptions): Promise<Operators> {
  mkdirSync(dataDir, { recursive: true })
  const db = databaseUrl === null ? inFile(dataDir) : await (await import('./postgres.ts')).inPostgres(databaseUrl)
  const auth = betterAuth({
    database: db.handle,
    secret: secretIn(dataDir),
    ...(publicUrl === null ? { trustedOrigins: ownOrigin } : { baseURL: publicUrl }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    session: { expiresIn: 60 * 60 * 12, updateAge: 60 * 30 },
    rateLimit: { enabled: true, window: 60, max: 300, customRules: { '/sign-in/email': { window: 60, max: 10 } } },
    advanced: { useSecureCookies: publicUrl?.startsWith('https:') ?? false, ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] }, cookiePrefix: 'sportello' },
    plugins: [admin({ defaultRole: 'operator', adminRoles: ['admin'] })],
    telemetry: { enabled: false },
    logger: { level: 'error', disableColors: true },
  })
  const known = remembered(async () => (await db.operators()).map(operatorOf))
  const handle = toNodeHandler(auth)
  return {
    handler(request, response, next) {
      // Whoever was added or removed here is known at once.
      if (request.method !== 'GET') response.on('finish', known.forget)
      handle(request, response).catch(next)
    },
    async operator(headers) {
      const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) })
      return session === null ? null : operatorOf(session.user)
    },
    operators: known.get,
    async ensureFirst(email, given) {
      if ((await db.operators()).length > 0) return { created: false, password: null }
      const password = given ?? randomBytes(12).toString('base64url')
      try {
        await auth.api.createUser({ body: { email, password, name: email.split('@')[0] ?? email, role: 'admin' } })
      } catch (error) {
        // Another process that starts with this one was first.
        if ((await db.operators()).length > 0) return { created: false, password: null }
        throw error
      }
      known.forget()
      return { created: true, password: given === null ? password : null }
    },
    close: db.close,
  }
}

/** Milliseconds for which the names are not asked for again; another process learns of a change after it. */
const FRESH = 2_000

/** Names are wanted at every look of every stream. */
function remembered<T>(ask: () => Promise<T>): { readonly get: () => Promise<T>; readonly forget: () => void } {
  let known: { readonly value: Promise<T>; readonly until: number } | null = null
  return {
    get() {
      if (known !== null && known.until > performance.now()) return known.value
      const value = ask()
      known = { value, until: performance.now() + FRESH }
      value.catch(() => { known = null })
      return value
    },
    forget: () => { known = null },
  }
}

const operatorOf = ({ id, name, email, role }: Row): Operator => ({ id, name, email, role: ROLES.find((r) => r === role) ?? 'operator' })

/** A desk without a public address is reached by whatever local name the browser used. */
const ownOrigin = (request?: Request): string[] => {
  const host = request?.headers.get('host')
  return host ? [`http://${host}`] : []
}

/** The signing secret: made once, readable by the desk's user alone, the same for every process on this folder. */
function secretIn(dataDir: string): string {
  const path = join(dataDir, 'auth.secret')
  if (!existsSync(path)) writeWhole(path, randomBytes(48).toString('base64url'))
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32) throw new Error(`${path} is damaged. Delete it: everybody signs in again.`)
  return secret
}

/** Nobody ever reads half of it, and whoever comes second keeps what the first wrote. */
function writeWhole(path: string, text: string): void {
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, text, { mode: 0o600 })
  try {
    linkSync(aside, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(aside)
  }
}
