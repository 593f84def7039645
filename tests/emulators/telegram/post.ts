import { type IncomingMessage, request } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Shape } from './faults.ts'
import { pause } from '../signal.ts'

export type Answer = { readonly status: number; readonly reason: string; readonly body: string; readonly type: string }
export type PostOptions = { readonly headers: Readonly<Record<string, string>>; readonly shape: Shape; readonly timeoutMs: number; readonly signal: AbortSignal }

/** Rejects when no answer came. */
export function post(url: string, body: Buffer, { headers, shape, timeoutMs, signal }: PostOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const open = url.startsWith('https:') ? secureRequest : request
    const sent = open(url, { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, agent: false, signal, timeout: timeoutMs }, (response) => void readAnswer(response).then(resolve, reject))
    sent.on('timeout', () => sent.destroy(new Error('Read timeout expired')))
    sent.on('error', reject)
    sent.setNoDelay(true)
    writePieces(piecesOf(body, shape), (piece) => new Promise((flushed) => sent.write(piece, () => flushed())), () => sent.destroyed).then(() => sent.end(), reject)
  })
}

/** Each piece leaves before the next is written, or they would travel as one. */
async function writePieces(pieces: readonly Buffer[], write: (piece: Buffer) => Promise<void>, gone: () => boolean): Promise<void> {
  for (const [i, piece] of pieces.entries()) {
    if (gone()) return
    if (i > 0) await pause(pieces.length > 2 ? 2 : 15)
    await write(piece)
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode ?? 0, reason: response.statusMessage ?? '', body: Buffer.concat(chunks).toString('utf8'), type: response.headers['content-type'] ?? '' }
}

export function piecesOf(body: Buffer, shape: Shape): Buffer[] {
  if (shape === 'whole' || body.length < 2) return [body]
  const cut = insideCharacter(body)
  if (shape === 'split') return [body.subarray(0, cut), body.subarray(cut)]
  const step = Math.max(1, Math.ceil(body.length / 24))
  const pieces: Buffer[] = []
  for (let at = 0; at < body.length; at += step) pieces.push(body.subarray(at, at + step))
  return pieces
}

function insideCharacter(body: Buffer): number {
  const lead = body.findIndex((byte) => byte >= 0xc0)
  return lead >= 0 ? lead + 1 : body.length >> 1
}
