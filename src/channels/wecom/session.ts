import type { Failed, Sending } from '../channel.ts'
import type { Api } from '../tencent/api.ts'

/** https://developer.work.weixin.qq.com/document/path/94669 : new and with the API, which may send; in WeCom's queue or with a person there, and ended, when it may not. */
export const STATE = { new: 0, api: 1, queued: 2, person: 3, ended: 4 } as const

/** null: WeCom does not say. */
export async function stateOf(api: Api, open_kfid: string, external_userid: string): Promise<number | null> {
  const heard = await api.call({ path: '/cgi-bin/kf/service_state/get', body: { open_kfid, external_userid }, of: 'question' })
  const state = 'failed' in heard ? null : heard.json.service_state
  return typeof state === 'number' ? state : null
}

/** Whether the desk may send to her, and give her to somebody. */
export const isOpenToApi = (state: number): boolean => state === STATE.new || state === STATE.api

/** Why WeCom takes nothing of the desk's to her. What the assistant had to say is not said after a person has spoken. */
export async function notOurs(api: Api, openKfId: string, address: string, by: Sending['by']): Promise<Failed> {
  switch (await stateOf(api, openKfId, address)) {
    case STATE.queued:
    case STATE.person:
      return by === 'bot' ? { kind: 'permanent', explain: 'Somebody answers her in WeCom: the assistant is silent.' } : { kind: 'hold', explain: 'Somebody answers her in WeCom: it goes when she writes after that conversation was ended there.' }
    case STATE.ended: return { kind: 'hold', explain: 'WeCom has ended the conversation: it goes when she writes again.' }
    default: return { kind: 'retry', retryAt: null, explain: 'WeCom would not say whose the conversation is.' }
  }
}
