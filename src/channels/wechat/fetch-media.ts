import { FetchRefused } from '../channel.ts'
import type { Api } from './api.ts'
import type { Line } from './ask.ts'
import { TOKEN_REFUSED } from './errors.ts'

/** Times longer than for a text. */
const DOWNLOAD = 4
/** The media is gone after three days, was never ours, or the account may not have it. */
const NEVER: ReadonlySet<number> = new Set([40007, 48001, 48004])

/** The bytes that she sent: https://developers.weixin.qq.com/doc/service/api/material/temporary/api_getmedia . The address holds the token: no error may carry it. */
export async function fetchMedia(api: Api, { fetch, patience }: Line, mediaId: string): Promise<AsyncIterable<Uint8Array>> {
  const got = await api.withToken(async (token) => {
    const response = await fetch(api.url('/cgi-bin/media/get', token, { media_id: mediaId }), { redirect: 'error', signal: AbortSignal.timeout(patience * DOWNLOAD) }).catch(() => null)
    if (response === null || !response.ok || response.body === null) throw new Error('WeChat did not give the file.')
    if (!/json|text/.test(response.headers.get('content-type') ?? '')) return response.body
    const code = codeOf(await response.text())
    if (TOKEN_REFUSED.has(code)) return 'refused'
    if (NEVER.has(code)) throw new FetchRefused(`WeChat does not have the file any more (${code}).`)
    throw new Error(`WeChat did not give the file (${code}).`)
  })
  if ('failed' in got) throw new Error(got.failed.explain)
  return got as AsyncIterable<Uint8Array>
}

function codeOf(text: string): number {
  try {
    const { errcode } = JSON.parse(text) as { errcode?: unknown }
    return typeof errcode === 'number' ? errcode : 0
  } catch {
    return 0
  }
}
