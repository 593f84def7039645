import type { IncomingMessage, ServerResponse } from 'node:http'
import { envelope, type Refusal } from './refusal.ts'

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export function refuse(response: ServerResponse, refusal: Refusal & { after?: number | null }): void {
  if (response.headersSent || response.destroyed) return
  json(response, refusal.status, envelope(refusal), refusal.after == null ? {} : { 'retry-after': String(refusal.after) })
}

export const json = (response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', 'x-fb-trace-id': 'trace', ...headers }).end(JSON.stringify(body))

export const page = (response: ServerResponse, status: number): void =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html lang="en"><head><title>Error</title></head><body>Sorry, something went wrong.</body></html>')
