import express, { type RequestHandler } from 'express'
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
