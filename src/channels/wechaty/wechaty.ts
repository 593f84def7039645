import { join } from 'node:path'
import type { Housed } from '../account.ts'
import type { Channel, Failed, Inlet } from '../channel.ts'
import type { WechatyAccount } from './account.ts'
import { createArrivals } from '../arrivals.ts'
import { createRooms } from '../rooms.ts'
import { createAttachments } from './attachments.ts'
import type { Bot, Heard } from './bot.ts'
import { WECHATY } from './can.ts'
import { connect } from './connection.ts'
import { whatSheDid } from './contents.ts'
import { createHistory, type History } from './history.ts'
import { sendPart } from './send.ts'

export type WechatyOptions = WechatyAccount & Omit<Housed, 'fetch'> & {
  /** Milliseconds to wait for an answer before a message counts as «may have arrived». */
  readonly patience?: number
  /** Milliseconds between two looks at whether it is still connected. */
  readonly beat?: number
}

const AWAY: Failed = { kind: 'away', explain: 'WeChat is not connected.' }

/** A personal WeChat account through wechaty, which Tencent does not know of. One account is one puppet; an address is a contact’s id, which web puppets make anew at each login. */
export function createWechaty({ puppet: account, token, dataDir, now, patience = 30_000, beat = 60_000 }: WechatyOptions): Channel {
  const attachments = createAttachments(now)
  let current: () => Bot | null = () => null
  return {
    name: 'wechaty', can: WECHATY, account, unofficial: true,
    async send(to, part, sending) {
      if (to.account !== account) return { kind: 'permanent', explain: 'She wrote through another puppet, which this desk does not have.' }
      const bot = current()
      return bot === null ? AWAY : sendPart(bot, to, part, sending, patience)
    },
    check: async () => (current() === null ? AWAY : null),
    fetch: attachments.fetch,
    async start(inlet) {
      const history = createHistory(account, inlet, now)
      const take = createTake(account, history, attachments.keep, inlet, patience)
      const arrivals = createArrivals<{ heard: Heard; bot: Bot }>('wechaty', take, inlet.log, patience / 10)
      const connection = connect({ account, token, folder: join(dataDir, 'wechaty'), beat, onLogin: history.begin, onMessage: (heard, bot) => arrivals.add({ heard, bot }) }, inlet)
      current = connection.current
      return async () => {
        await connection.stop()
        await arrivals.stop()
      }
    },
  }
}

function createTake(account: string, history: History, keep: ReturnType<typeof createAttachments>['keep'], inlet: Inlet, patience: number): (arrival: { readonly heard: Heard; readonly bot: Bot }) => Promise<void> {
  const decline = createRooms('wechaty', 'zh', inlet)
  return async ({ heard, bot }) => {
    if (await history.isOld(heard.at)) return
    const { room } = heard
    if (room !== null) return decline({ ...room, tell: (words) => bot.sendText(room.id, words) })
    const what = await whatSheDid(heard, inlet, patience)
    if (what === null) return
    if (what.source !== undefined) keep(heard.id, heard.attachment)
    await inlet.receive({ from: { channel: 'wechaty', account, address: heard.from }, externalId: heard.id, ...what })
    await history.heard(heard.at)
  }
}
