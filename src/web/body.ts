import express, { type Request, type RequestHandler } from 'express'
import { Refusal } from './problem.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** JSON bodies in real UTF-8: what cannot be decoded is refused instead of being stored with holes. */
export const utf8Json = (): RequestHandler =>
  express.json({
    limit: '96kb',
    verify(_request, _response, buffer) {
      try {
        decoder.decode(buffer)
      } catch {
        throw new Refusal(400, 'bad-encoding', 'The text is not valid UTF-8.')
      }
    },
  })

/** A request's bytes, once and whole: a character that is cut between two chunks stays one. @throws Refusal 413 */
export async function wholeBody(request: Request, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > limit) throw new Refusal(413, 'too-large', 'This is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
