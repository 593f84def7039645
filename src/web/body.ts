import type { Request, RequestHandler } from 'express'
import { Refusal } from './problem.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })
const JSON_LIMIT = 96 * 1024

/** JSON bodies in real UTF-8: what cannot be decoded is refused instead of being stored with holes. */
export const utf8Json = (): RequestHandler => async (request, _response, next) => {
  if (!request.is('json')) return next()
  request.body = parsed(await wholeBody(request, JSON_LIMIT))
  next()
}

function parsed(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  const text = decoded(bytes)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'bad-request', 'The request cannot be read.')
  }
}

function decoded(bytes: Buffer): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Refusal(400, 'bad-encoding', 'The text is not valid UTF-8.')
  }
}

/** A request's bytes, once and whole: a character that is cut between two chunks stays one. @throws Refusal 413 what is too much is read and dropped, so that the answer arrives */
export const wholeBody = (request: Request, limit: number): Promise<Buffer> =>
  new Promise((done, failed) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size <= limit) chunks.push(chunk)
      else failed(new Refusal(413, 'too-large', 'This is too large.'))
      if (size > limit + DROPPED_AT_MOST) request.destroy()
    })
    request.on('end', () => done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.on('error', failed)
  })

/** Bytes of a refused request that are read for politeness. */
const DROPPED_AT_MOST = 16 * 1024 * 1024
