import { join } from 'node:path'
import { inFile } from './database.ts'

/** How the values of the sign-in tables travel between databases: SQLite keeps a flag as 0 or 1, an instant as an ISO text. */
type SignInTable = { readonly name: string; readonly room: 'sign-in'; readonly key: readonly string[]; readonly columns: Readonly<Record<string, 'text' | 'flag' | 'instant'>> }

const table = (name: string, columns: SignInTable['columns']): SignInTable => ({ name, room: 'sign-in', key: ['id'], columns })

/** The tables of `schema.ts`, each after those that it refers to. */
export const signInTables: readonly SignInTable[] = [
  table('user', { id: 'text', name: 'text', email: 'text', emailVerified: 'flag', image: 'text', createdAt: 'instant', updatedAt: 'instant', role: 'text', banned: 'flag', banReason: 'text', banExpires: 'instant' }),
  table('session', { id: 'text', expiresAt: 'instant', token: 'text', createdAt: 'instant', updatedAt: 'instant', ipAddress: 'text', userAgent: 'text', userId: 'text', impersonatedBy: 'text' }),
  table('account', {
    id: 'text', accountId: 'text', providerId: 'text', userId: 'text', accessToken: 'text', refreshToken: 'text', idToken: 'text', accessTokenExpiresAt: 'instant', refreshTokenExpiresAt: 'instant', scope: 'text', password: 'text',
    createdAt: 'instant', updatedAt: 'instant',
  }),
  table('verification', { id: 'text', identifier: 'text', value: 'text', expiresAt: 'instant', createdAt: 'instant', updatedAt: 'instant' }),
]

export const signInFile = (dataDir: string): string => join(dataDir, 'auth.sqlite')

/** Empty tables, where there are none. */
export const makeSignInFile = (dataDir: string): Promise<void> => inFile(dataDir).close()
export const makeSignInSchema = async (url: string): Promise<void> => (await (await import('./postgres.ts')).inPostgres(url)).close()
