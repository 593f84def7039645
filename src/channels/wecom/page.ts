import type { Failed } from '../channel.ts'
import type { Api } from '../tencent/api.ts'
import { TOKEN_OF_CALLBACK } from './errors.ts'
import { Message } from './message.ts'

/** Messages of one page; the platform gives a thousand at most. */
const MOST = 100
/** `voice_format`: AMR, which can be played and kept. */
const AMR = 0

/** `unreadable`: how many had no shape that is known. */
export type Page = { readonly messages: readonly Message[]; readonly unreadable: number; readonly next: string; readonly hasMore: boolean }
/** `token`: what the callback brought, for ten minutes: with it WeCom lets itself be asked often. */
export type Question = { readonly openKfId: string; readonly cursor: string | null; readonly token: string | null }

/** https://developer.work.weixin.qq.com/document/path/94670 . A page shorter than was asked for is not the last one: `has_more` says it. */
export async function readPage(api: Api, { openKfId, cursor, token }: Question): Promise<Page | { readonly failed: Failed }> {
  const body = { open_kfid: openKfId, limit: MOST, voice_format: AMR, ...(cursor !== null && { cursor }), ...(token !== null && { token }) }
  const heard = await api.call({ path: '/cgi-bin/kf/sync_msg', body, of: 'question' })
  if ('failed' in heard) return heard.code === TOKEN_OF_CALLBACK && token !== null ? readPage(api, { openKfId, cursor, token: null }) : heard
  const { msg_list: list, next_cursor: next, has_more: more } = heard.json
  if (!Array.isArray(list ?? []) || typeof next !== 'string') return { failed: { kind: 'away', explain: 'WeCom’s answer could not be read.' } }
  const read = ((list ?? []) as readonly unknown[]).map((one) => Message.safeParse(one))
  const messages = read.flatMap(({ data }) => data ?? [])
  return { messages, unreadable: read.length - messages.length, next, hasMore: more === 1 }
}
