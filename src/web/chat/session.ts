import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { Session } from '../../store/store.ts'
import type { WebPorts } from '../ports.ts'
import { Refusal } from '../problem.ts'

/** Only a token's hash is kept: who reads the database cannot speak as a citizen. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

const BEARER = /^Bearer ([A-Za-z0-9_-]{20,100})$/

export const tokenOf = (request: Request): string | null => BEARER.exec(request.get('authorization') ?? '')?.[1] ?? null

/** @throws Refusal 401 */
export async function sessionOf({ store }: WebPorts, request: Request): Promise<Session> {
  const token = tokenOf(request)
  const identity = token === null ? null : await store.session(hashOf(token))
  if (identity === null) throw new Refusal(401, 'no-session', 'This page must be opened again.')
  return identity
}
