import { type Inlet, NotNow } from '../channel.ts'
import type { WeComAccount } from './account.ts'
import type { Handoffs } from './handoffs.ts'
import type { Message } from './message.ts'
import type { Names } from './names.ts'
import { type Parsed, parse } from './parse.ts'
import type { Welcomes } from './welcomes.ts'

export type Keeper = { readonly account: Pick<WeComAccount, 'openKfId'>; readonly names: Names; readonly welcomes: Welcomes; readonly handoffs: Handoffs | null }

/** Times that one message is tried whose own fault it is that it cannot be kept; then it is given up, with an alarm. */
const TRIES = 10

/** Hands a page in: one person's messages in their order, different people's side by side. Throws while anything of it should be asked for again. */
export function createKeep(keeper: Keeper, inlet: Inlet): (page: readonly Message[]) => Promise<void> {
  const failures = new Map<string, number>()
  const keepOne = async (message: Message): Promise<void> => {
    try {
      await handIn(keeper, inlet, message)
      failures.delete(message.msgid)
    } catch (error) {
      const tries = (failures.get(message.msgid) ?? 0) + 1
      if (error instanceof NotNow || tries < TRIES) {
        if (!(error instanceof NotNow)) failures.set(message.msgid, tries)
        throw error
      }
      failures.delete(message.msgid)
      inlet.log.error({ channel: 'wecom', error: error instanceof Error ? error.name : 'unknown' }, 'a message was given up')
    }
  }
  return async (page) => {
    const outcomes = await Promise.allSettled([...byPerson(page).values()].map(async (own) => {
      for (const message of own) await keepOne(message)
    }))
    const failed = outcomes.find((o) => o.status === 'rejected')
    if (failed) throw failed.reason
  }
}

function byPerson(page: readonly Message[]): ReadonlyMap<unknown, readonly Message[]> {
  const groups = new Map<unknown, Message[]>()
  for (const message of page) groups.set(personOf(message), [...(groups.get(personOf(message)) ?? []), message])
  return groups
}

/** Events name her inside. */
const personOf = ({ external_userid, event }: Message): unknown => external_userid ?? (event as { external_userid?: unknown } | null | undefined)?.external_userid

async function handIn({ account: { openKfId }, names, welcomes, handoffs }: Keeper, inlet: Inlet, message: Message): Promise<void> {
  const parsed: Parsed = names.isHistory(message.send_time * 1000) ? { kind: 'nothing', what: 'from before the desk was there' } : parse(message, openKfId, inlet)
  if (parsed.kind === 'nothing') return inlet.log.info({ channel: 'wecom', what: parsed.what }, 'something that means nothing here was dropped')
  if (parsed.kind === 'lost') return inlet.receipt({ account: openKfId, ref: names.ref(parsed.msgId), externalId: parsed.msgId, at: parsed.at, kind: 'failed', why: parsed.why })
  if (parsed.kind === 'ended') return handoffs?.ended(parsed.address)
  const { from: { address } } = parsed.message
  if (parsed.welcome !== null) welcomes.came(address, parsed.welcome)
  const kept = await inlet.receive(parsed.message)
  handoffs?.kept(address, kept)
}
