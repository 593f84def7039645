import { createAccounts, type Accounts } from './accounts.ts'
import { createCalls } from './calls.ts'
import { createDeliver, type Deliver } from './deliver.ts'
import { createJoins, JOINING, type Joins } from './joins.ts'
import { createFetches } from './fetches.ts'
import type { Identity } from '../store/store.ts'
import type { Ports } from './ports.ts'
import { createReceive, type Receive } from './receive.ts'
import type { Retention } from './record.ts'
import { createTick } from './tick.ts'

export type Switchboard = Receive & {
  readonly accounts: Accounts
  readonly joins: Joins
  /** What was held for somebody goes on. */
  readonly wake: Deliver['wake']
  /** Sends what a former run left unsent, then ticks until stopped. */
  readonly start: () => Promise<void>
  /** No new ticks; waits for what is under way. */
  readonly stop: () => Promise<void>
}

export type SwitchboardOptions = {
  readonly ports: Ports
  readonly retention: Retention
  readonly tickSeconds: number
}

/** The imperative shell around the pure core: receive, deliver, tick. */
export function createSwitchboard({ ports, retention, tickSeconds }: SwitchboardOptions): Switchboard {
  const accounts = createAccounts(ports)
  const deliver = createDeliver(ports, accounts, () => receive)
  const fetches = createFetches(ports, () => receive)
  const calls = createCalls(ports, () => receive, retention, ports.text)
  const joins = createJoins(ports, () => receive)
  const receive = createReceive(ports, retention, ({ conversation, advanced, seq, answers }, { identity, write, fromHer }) => {
    ports.live.changed({ conversation: conversation.id, citizen: conversation.citizen, seq })
    if (answers && ports.channels.get(identity.channel)?.can.pulled === false) deliver.wake(conversation.replyVia, identity.channel)
    if (fromHer) accounts.cameIn(accountOf(ports, identity))
    if (write.outbox.some(({ pulled }) => pulled)) accounts.wentOut(accountOf(ports, identity))
    fetches.wake(write.files.flatMap((file) => (file.source === null ? [] : [file.id])))
    for (const event of advanced.events) {
      if (event.kind === 'requested') void calls(conversation.id, conversation.language, event).catch((error) => ports.log.error({ conversation: conversation.id, error: String(error).slice(0, 200) }, 'a call was lost'))
      if (JOINING.has(event.kind)) void joins.after(event, conversation.id, identity.id).catch((error) => ports.log.error({ conversation: conversation.id, error: String(error).slice(0, 200) }, 'two addresses were not joined'))
      if (event.kind === 'failed') ports.log.error({ conversation: conversation.id, code: event.code, detail: event.detail }, 'a turn failed')
    }
  }, joins.typed)
  const tick = createTick(ports, receive, deliver, fetches)
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> | null = null
  const tickOnce = (): void => {
    ticking ??= tick().finally(() => { ticking = null })
  }
  let stopListening = async (): Promise<void> => {}
  return {
    ...receive, accounts, joins, wake: deliver.wake,
    async start() {
      stopListening = await ports.store.listen(ports.live.changed)
      await deliver.sweep()
      await fetches.sweep()
      ports.background.wake()
      timer = setInterval(tickOnce, tickSeconds * 1000)
    },
    async stop() {
      clearInterval(timer)
      await Promise.all([ticking, ports.background.stop()])
      await stopListening()
      await Promise.all([deliver.stop(), fetches.stop()])
    },
  }
}

/** As the page of channels lists it: the desk's own page has no account of a provider. */
const accountOf = ({ channels }: Ports, { channel, account }: Pick<Identity, 'channel' | 'account'>): Pick<Identity, 'channel' | 'account'> =>
  ({ channel, account: channels.get(channel)?.can.pulled ? '' : account })
