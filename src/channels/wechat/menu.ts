import { setTimeout as wait } from 'node:timers/promises'
import type { Inlet, Stop } from '../channel.ts'
import { shortened } from '../fit/measure.ts'
import type { Api } from '../tencent/api.ts'

const LONGEST_PAUSE = 300_000
/** Whoever follows the account reads Chinese; a desk without it has its menu in Italian. */
const LANGUAGE = 'zh'
const NAME = { max: 16, unit: 'bytes' } as const

/** What the menu leads to, by the name of its words; read again in `parse.ts`. */
const ITEMS = [['permit', 'door:permit-renewal'], ['person', 'command:person'], ['language', 'command:language']] as const

/** Makes the menu at the foot of the chat, until it stands or the platform says never: https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu */
export function makeMenu(api: Api, { text, languages, log }: Inlet, patience: number): Stop {
  const stopped = new AbortController()
  const language = languages.includes(LANGUAGE) ? LANGUAGE : 'it'
  const button = ITEMS.map(([name, key]) => ({ type: 'click', name: shortened(text(`channels:wechat-menu.${name}`, language), NAME) ?? name, key }))
  const loop = async (): Promise<void> => {
    for (let pause = patience / 30; !stopped.signal.aborted; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      const heard = await api.call({ path: '/cgi-bin/menu/create', body: { button }, of: 'question' })
      if (!('failed' in heard)) return
      log.warn({ channel: 'wechat', explain: heard.failed.explain }, 'the menu could not be made')
      if (heard.failed.kind !== 'away' && heard.failed.kind !== 'retry') return
      await wait(pause, undefined, { signal: stopped.signal }).catch(() => {})
    }
  }
  const done = loop()
  return async () => {
    stopped.abort()
    await done
  }
}
