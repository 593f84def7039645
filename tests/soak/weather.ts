import { type Chance, pause } from './chance.ts'
import type { Servers } from './servers.ts'

export type Weather = { /** How often each fault was sent. */ readonly counts: Readonly<Record<string, number>>; readonly clear: () => Promise<void> }
type Fault = () => void | Promise<void>

const PAGES = [500, 502, 503, 504] as const
/** Milliseconds between two faults at most, and that a provider stays away; of ours. */
const APART = 260
const AWAY = 2_000
const PAGE_OF_MESSAGES = { path: '/kf/sync_msg' } as const

/** Random faults, one after the other, until it clears. */
export function startWeather(servers: Servers, chance: Chance): Weather {
  const faults = Object.entries(faultsOf(servers, chance))
  const counts: Record<string, number> = {}
  let bad = true
  const blow = async (): Promise<void> => {
    while (bad) {
      const [name, fault] = chance.among(faults)
      counts[name] = (counts[name] ?? 0) + 1
      await fault()
      await pause(chance.below(APART))
    }
  }
  const done = blow()
  return {
    counts,
    async clear() {
      bad = false
      await done
      const { telegram, whatsapp, wechat, wecom, telephone, mail } = servers
      for (const { faults } of [telegram, whatsapp, wechat, wecom]) faults.clear()
      mail.smtp.faults.clear()
      // What was kept back to come last goes with the next one.
      whatsapp.push({ field: 'account_update', value: {} })
      Object.assign(wechat.faults.deliveries, { duplicate: 0, lost: 0 })
      Object.assign(wecom.faults.deliveries, { duplicate: 0, lost: 0, silent: 0 })
      Object.assign(telephone.faults, { lost: 0, twice: false })
    },
  }
}

/** Of each channel, by name. What is done twice or half counts as a fault of the provider: its messages may come twice, never the desk's. */
function faultsOf({ telegram, whatsapp, wechat, wecom, telephone, mail }: Servers, chance: Chance): Readonly<Record<string, Fault>> {
  const away = (server: { down: () => Promise<void>; up: () => Promise<void> }) => async (): Promise<void> => {
    await server.down()
    await pause(AWAY)
    await server.up()
  }
  /** One at a time: few mails go, and six refusals of the same one would rightly give it up. */
  const refuse = (...fault: Parameters<typeof mail.smtp.faults.refuse>): void => {
    mail.smtp.faults.clear()
    mail.smtp.faults.refuse(...fault)
  }
  const more = <What extends string>(deliveries: Record<What, number>, what: What) => (): void => void (deliveries[what] += 1)
  const twice = async (): Promise<void> => {
    telephone.faults.twice = true
    await pause(APART)
    telephone.faults.twice = false
  }
  return {
    'telegram: rate limit': () => telegram.faults.rateLimit(1 + chance.below(3)), 'telegram: HTML page': () => telegram.faults.page(chance.among(PAGES)), 'telegram: 500': () => telegram.faults.refuse(500, 'Internal Server Error'),
    'telegram: no answer after': () => telegram.faults.hang(), 'telegram: slow': () => telegram.faults.slow(chance.below(600)), 'telegram: reset before': () => telegram.faults.reset('before'), 'telegram: reset after': () => telegram.faults.reset('after'),
    'telegram: twice': () => telegram.faults.deliveries.duplicate(2), 'telegram: last first': () => telegram.faults.deliveries.reverse(2), 'telegram: in pieces': () => telegram.faults.deliveries.split(3), 'telegram: file cut': () => telegram.faults.download(chance.among(['truncated', 'reset'] as const)), 'telegram: away': rarely(chance, away(telegram)),
    'whatsapp: rate limit': () => whatsapp.faults.rateLimit(1 + chance.below(3)), 'whatsapp: HTML page': () => whatsapp.faults.htmlError(chance.among(PAGES)), 'whatsapp: 500': () => whatsapp.faults.serverError(),
    'whatsapp: no answer after': () => whatsapp.faults.timeoutAfterAccept(), 'whatsapp: slow': () => whatsapp.faults.slow(chance.below(600)), 'whatsapp: bad JSON': () => whatsapp.faults.badJson(), 'whatsapp: reset before': () => whatsapp.faults.reset('before'), 'whatsapp: reset after': () => whatsapp.faults.reset('after'),
    'whatsapp: twice': () => whatsapp.faults.deliveries.duplicate(2), 'whatsapp: last first': () => whatsapp.faults.deliveries.collect(2, true), 'whatsapp: file cut': () => whatsapp.faults.download('truncated'), 'whatsapp: away': rarely(chance, away(whatsapp)),
    'wechat: rate limit': () => wechat.faults.rateLimit(), 'wechat: HTML page': () => wechat.faults.htmlError(chance.among(PAGES)), 'wechat: busy': () => wechat.faults.refuse(-1),
    'wechat: no answer after': () => wechat.faults.timeoutAfterAccept(), 'wechat: slow': () => wechat.faults.slow(chance.below(600)), 'wechat: bad JSON': () => wechat.faults.badJson(), 'wechat: reset before': () => wechat.faults.reset('before'), 'wechat: reset after': () => wechat.faults.reset('after'),
    'wechat: token expired': () => wechat.faults.tokenExpired('until-asked'), 'wechat: token void': rarely(chance, () => wechat.faults.tokenExpired('until-forced')), 'wechat: twice': more(wechat.faults.deliveries, 'duplicate'), 'wechat: answer lost': more(wechat.faults.deliveries, 'lost'), 'wechat: away': rarely(chance, away(wechat)),
    'wecom: rate limit': () => wecom.faults.rateLimit(), 'wecom: HTML page': () => wecom.faults.htmlError(chance.among(PAGES)), 'wecom: busy': () => wecom.faults.refuse(-1), 'wecom: no page': () => wecom.faults.htmlError(chance.among(PAGES), PAGE_OF_MESSAGES),
    'wecom: no answer after': () => wecom.faults.timeoutAfterAccept(), 'wecom: slow': () => wecom.faults.slow(chance.below(600)), 'wecom: bad JSON': () => wecom.faults.badJson(), 'wecom: bad page': () => wecom.faults.badJson(PAGE_OF_MESSAGES), 'wecom: reset before': () => wecom.faults.reset('before'), 'wecom: reset after': () => wecom.faults.reset('after'),
    'wecom: token expired': () => wecom.faults.tokenExpired('until-asked'), 'wecom: twice': more(wecom.faults.deliveries, 'duplicate'), 'wecom: answer lost': more(wecom.faults.deliveries, 'lost'), 'wecom: no knock': more(wecom.faults.deliveries, 'silent'), 'wecom: away': rarely(chance, away(wecom)),
    'telephone: answer lost': () => void (telephone.faults.lost += 1), 'telephone: twice': twice, 'telephone: who is put through': () => void (telephone.faults.dialled = chance.among(['completed', 'no-answer', 'busy', 'failed'] as const)),
    'mail: IMAP dropped': rarely(chance, () => mail.imap.wire.drop()), 'mail: IMAP dead': rarely(chance, () => mail.imap.wire.silence()), 'mail: greylisted': () => refuse('to', 451, '4.7.1 Greylisted, try again later'), 'mail: full': () => refuse('data', 452, '4.3.1 Insufficient system storage'), 'mail: busy': () => refuse('connect', 421, '4.3.2 Service not available'),
    'mail: cut after data': () => mail.smtp.faults.cutAfterData(), 'mail: no answer after': () => mail.smtp.faults.timeoutAfterAccept(), 'mail: away': rarely(chance, away(mail.smtp.wire)), 'mail: mailbox away': rarely(chance, away(mail.imap.wire)),
  }
}

/** Outages are long: one in three. */
const rarely = (chance: Chance, fault: Fault): Fault => () => (chance.happens(0.34) ? fault() : undefined)
