import { newConversation } from './play.ts'
import type { Conversation, Mode } from '../../src/core/conversation.ts'
import type { NewEntry, TurnWrite } from '../../src/store/store.ts'

let count = 0
const at = (): string => new Date(Date.UTC(2026, 10, 24, 9, 0, 0, count++)).toISOString()

export const said = (text: string, kind: NewEntry['kind'] = 'citizen', language = 'zh'): NewEntry => ({ kind, data: { kind }, body: { language, text, rendered: null } })

/** A turn as the switchboard would write it, for the store's own tests. */
export function turnOf(id: string, part: Partial<TurnWrite> & { mode?: Mode; state?: Partial<Conversation>; isNew?: boolean } = {}): TurnWrite {
  const { mode, state, isNew = true, ...rest } = part
  const when = at()
  const conversation: Conversation = { ...newConversation('zh'), id, citizen: `c-${id}`, desk: 'shop', replyVia: `i-${id}`, revision: 1, openedAt: when, ...(mode ? { mode } : {}), ...state }
  return {
    identity: { id: `i-${id}`, citizen: `c-${id}`, channel: 'web-chat', account: 'shop', address: `a-${id}`, memory: null, window: null, joined: false, place: `i-${id}`, isNew },
    hers: true, expectedRevision: isNew ? null : conversation.revision - 1, conversation, lastSeq: 0, dedupe: null, at: when, version: 'v1',
    entries: [said('我的居留到期了 🪪'), said('您好', 'assistant')], outbox: [], heard: null, files: [], cancelsOutbox: false, timers: [], doors: [], join: null, eraseAfter: null, handedOff: false, replied: false, unread: 'keep', missed: null, ...rest,
  }
}

/** A citizen's next conversation, after the one that `turnOf(before)` opened. */
export const nextOf = (before: string, id: string, part: Parameters<typeof turnOf>[1] = {}): TurnWrite => {
  const { identity } = turnOf(before)
  const turn = turnOf(id, { ...part, state: { citizen: identity.citizen, replyVia: identity.id, ...part.state } })
  return { ...turn, identity: { ...identity, isNew: false } }
}
