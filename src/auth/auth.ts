import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { betterAuth } from 'better-auth'
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node'
import { admin } from 'better-auth/plugins'
import Database from 'better-sqlite3'
import { ADDRESS_HEADER, type Auth, type Operator } from '../web/ports.ts'
import { AUTH_SCHEMA } from './schema.ts'

export type AuthOptions = { readonly dataDir: string; readonly publicUrl: string | null }

/** Operators who may sign in. Accounts are made by an administrator; nobody signs up. */
export type Operators = Auth & {
  /** Makes the first operator when there is none; returns the password if it had to be invented. */
  readonly ensureFirst: (email: string, password: string | null) => Promise<{ readonly created: boolean; readonly password: string | null }>
  readonly close: () => void
}

const ROLES = ['operator', 'supervisor', 'editor', 'admin'] as const

export function openAuth({ dataDir, publicUrl }: AuthOptions): Operators {
  mkdirSync(dataDir, { recursive: true })
  const db = new Database(join(dataDir, 'auth.sqlite'))
  db.pragma('journal_mode = WAL')
  db.exec(AUTH_SCHEMA)
  const auth = betterAuth({
    database: db,
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
  const rows = db.prepare('select id, name, email, role from user where coalesce(banned, 0) = 0 order by name')
  return {
    handler: toNodeHandler(auth),
    async operator(headers) {
      const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) })
      return session === null ? null : operatorOf(session.user)
    },
    operators: async () => (rows.all() as Row[]).map(operatorOf),
    async ensureFirst(email, given) {
      if ((rows.all() as Row[]).length > 0) return { created: false, password: null }
      const password = given ?? randomBytes(12).toString('base64url')
      await auth.api.createUser({ body: { email, password, name: email.split('@')[0] ?? email, role: 'admin' } })
      return { created: true, password: given === null ? password : null }
    },
    close: () => void db.close(),
  }
}

type Row = { id: string; name: string; email: string; role?: string | null | undefined }

const operatorOf = ({ id, name, email, role }: Row): Operator => ({ id, name, email, role: ROLES.find((r) => r === role) ?? 'operator' })

/** A desk without a public address is reached by whatever local name the browser used. */
const ownOrigin = (request?: Request): string[] => {
  const host = request?.headers.get('host')
  return host ? [`http://${host}`] : []
}

/** The signing secret: made once, readable by the desk's user alone. */
function secretIn(dataDir: string): string {
  const path = join(dataDir, 'auth.secret')
  if (!existsSync(path)) writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return readFileSync(path, 'utf8').trim()
}
