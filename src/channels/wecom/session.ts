import type { ChannelLog, Failed, Sending } from '../channel.ts'
import type { Api } from '../tencent/api.ts'

/** https://developer.work.weixin.qq.com/document/path/94669 : new and with the API, which may send; in WeCom's queue or with a person there, and ended, when it may not. */
const STATE = { new: 0, api: 1, queued: 2, person: 3, ended: 4 } as const

/** null: WeCom does not say. */
async function stateOf(api: Api, open_kfid: string, external_userid: string): Promise<number | null> {
  const heard = await api.call({ path: '/cgi-bin/kf/service_state/get', body: { open_kfid, external_userid }, of: 'question' })
  const state = 'failed' in heard ? null : heard.json.service_state
  return typeof state === 'number' ? state : null
}

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

const MOST = 5_000

export type Handoffs = ReturnType<typeof createHandoffs>

/** Gives conversations to a person in WeCom, after what the desk had to say about it has gone: then the API may send nothing more. */
export function createHandoffs(api: Api, openKfId: string, servicer: string) {
  const waiting = new Set<string>()
  const give = async (address: string, log: ChannelLog): Promise<void> => {
    const state = await stateOf(api, openKfId, address)
    if (state !== STATE.new && state !== STATE.api) return
    const heard = await api.call({ path: '/cgi-bin/kf/service_state/trans', body: { open_kfid: openKfId, external_userid: address, service_state: STATE.person, servicer_userid: servicer }, of: 'question' })
    if ('failed' in heard) log.warn({ channel: 'wecom', explain: heard.failed.explain }, 'a conversation could not be given to the person in WeCom')
  }
  return {
    /** A person is to answer her. */
    async asked(address: string, answers: boolean, log: ChannelLog): Promise<void> {
      if (!answers) return give(address, log)
      if (waiting.size < MOST) waiting.add(address)
    },
    /** The last part of a message to her has gone. */
    async sent(address: string, log: ChannelLog): Promise<void> {
      if (waiting.delete(address)) await give(address, log)
    },
  }
}
