import { FetchRefused } from '../channel.ts'
import { jsonObject } from '../json.ts'
import type { Api } from './api.ts'
import type { Line } from './ask.ts'

/** Times longer than for a text. */
const DOWNLOAD = 4

/** `never`: numbers that say that the media is gone after three days, was never ours, or that the account may not have it. */
export type Downloads = { readonly never: ReadonlySet<number>; readonly tokenRefused: ReadonlySet<number> }

/** The bytes that she sent: https://developers.weixin.qq.com/doc/service/api/material/temporary/api_getmedia . The address holds the token: no error may carry it. */
export async function fetchMedia(api: Api, { fetch, patience, provider }: Line, { never, tokenRefused }: Downloads, mediaId: string): Promise<AsyncIterable<Uint8Array>> {
  const got = await api.withToken(async (token) => {
    const response = await fetch(api.url('/cgi-bin/media/get', token, { media_id: mediaId }), { redirect: 'error', signal: AbortSignal.timeout(patience * DOWNLOAD) }).catch(() => null)
    if (response === null || !response.ok || response.body === null) throw new Error(`${provider} did not give the file.`)
    if (!/json|text/.test(response.headers.get('content-type') ?? '')) return response.body
    const code = codeOf(await response.text())
    if (tokenRefused.has(code)) return 'refused'
    if (never.has(code)) throw new FetchRefused(`${provider} does not have the file any more (${code}).`)
    throw new Error(`${provider} did not give the file (${code}).`)
  })
  if ('failed' in got) throw new Error(got.failed.explain)
  return got as AsyncIterable<Uint8Array>
}

function codeOf(text: string): number {
  const code = jsonObject(text)?.errcode
  return typeof code === 'number' ? code : 0
}
