import { createHash } from 'node:crypto'
import { z } from 'zod'
import { FetchRefused } from '../channel.ts'
import { AGENT, type Answered, type Graph } from './graph.ts'

export type Fetching = { readonly graph: Graph; readonly root: string; readonly token: string; readonly fetch: typeof globalThis.fetch; readonly patience: number }

/** Where Meta keeps files: the token goes nowhere else. */
const META = /(?:^|\.)(?:fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.net)$/
/** Times longer than for a text. */
const DOWNLOAD = 4

const about = z.object({ url: z.url(), sha256: z.string().regex(/^[0-9a-f]{64}$/i) })

/** The bytes that she sent. Each time a new link is asked for: one lives five minutes, the file seven days: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export async function fetchFile(fetching: Fetching, source: string): Promise<AsyncIterable<Uint8Array>> {
  const { graph, root, token, fetch, patience } = fetching
  const { url, sha256 } = linkIn(await graph.get(encodeURIComponent(source)))
  if (!isMeta(url, root)) throw new FetchRefused('The file is not at an address of Meta.')
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, 'user-agent': AGENT }, signal: AbortSignal.timeout(patience * DOWNLOAD) }).catch(() => null)
  if (response === null || !response.ok || response.body === null) throw new Error('WhatsApp did not give the file.')
  return checked(response.body, sha256.toLowerCase())
}

function linkIn(answer: Answered): z.infer<typeof about> {
  if (answer.kind === 'refused' && (answer.code === GONE || answer.status === 404)) throw new FetchRefused('WhatsApp does not have the file any more.')
  const said = answer.kind === 'answered' ? about.safeParse(answer.json) : null
  if (!said?.success) throw new Error('WhatsApp did not say where the file is.')
  return said.data
}

/** An id that does not exist, or not any more. */
const GONE = 100

function isMeta(link: string, root: string): boolean {
  const { protocol, hostname, origin } = new URL(link)
  return (protocol === 'https:' && META.test(hostname)) || origin === new URL(root).origin
}

async function* checked(body: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of body) {
    hash.update(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== sha256) throw new Error('The file that WhatsApp gave is not the one that she sent.')
}
