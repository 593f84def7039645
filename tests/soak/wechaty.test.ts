import { afterEach, describe, expect, test } from 'vitest'
import { type FakeUser as WechatyUser, startWechaty } from '../emulators/wechaty/index.ts'
import { deskOnWechaty } from '../support/wechaty.ts'
import { type Chance, pause } from './chance.ts'
import { hours } from './hours.ts'
import type { Person } from './life.ts'
import { judge, MOST, oftener, phoneOf, type She, soak } from './unofficial.ts'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

describe('WeChat through wechaty', () => {
  /** Times of what costs somebody half a minute, or a photo one of its tries. */
  const RARE = 3
  /** Milliseconds that an account stays logged out, at most. */
  const OUT = 1_500

  test('fifteen people with twenty messages each, in bad weather: none is lost, doubled or out of order', { timeout: MOST }, async () => {
    const now = hours(Date.now(), 1)
    const wechat = startWechaty({ now })
    endings.push(async () => wechat.stop())
    const desk = await deskOnWechaty(wechat, now)
    endings.push(desk.end)
    /** What each of them sent, newest last: it comes again with a login, and now and then for no reason. */
    const brought: { readonly she: WechatyUser; readonly id: string }[] = []
    const noted = (she: WechatyUser): She => {
      const note = (id: string): string => {
        brought.push({ she, id })
        return id
      }
      return { say: async (text) => note(await she.say(text)), sendFile: async (type, file) => note(await she.sendFile(type, file)), chat: she.chat }
    }
    const users = Array.from({ length: 15 }, (_, i) => wechat.user(`李${i} 🍢`))
    const people: Person[] = users.map((she) => ({ phone: phoneOf('wechaty', she.id, noted(she)), sent: [] }))
    const passers = [wechat.user('老王 🥟'), wechat.user('小陈')]
    const room = wechat.room('普拉托老乡群 🏮', ...passers)
    const news = wechat.official('普拉托新闻')
    const again = (how: readonly { readonly she: WechatyUser; readonly id: string }[]): Promise<unknown> => Promise.all(how.map(({ she, id }) => she.repeat(id)))

    const faults: Record<string, number> = { refused: 0, hung: 0, 'file lost': 0, 'logged out': 0, twice: 0, 'in a room': 0, 'news sent round': 0 }
    const kinds: Readonly<Record<string, (chance: Chance) => unknown>> = {
      refused: () => wechat.faults.refuse(),
      hung: () => wechat.faults.hang(),
      'file lost': () => wechat.faults.loseFiles(),
      async 'logged out'(chance) {
        const before = brought.length - people.length
        await wechat.logout()
        await pause(chance.below(OUT))
        await wechat.login()
        await again(brought.slice(Math.max(0, before)))
      },
      twice: (chance) => again(Array.from({ length: Math.min(2, brought.length) }, () => chance.among(brought.slice(-40)))),
      'in a room': (chance) => chance.among(passers).say('大家好 @Sportello 🏮', { roomId: room.id, ...(chance.happens(0.5) && { mentionIdList: ['wxid_sportello'] }) }),
      'news sent round': () => news.say('今日新闻 🗞️'),
    }
    const isRare = (name: string): boolean => name === 'hung' || name === 'logged out' || name === 'file lost'
    const soaked = await soak(desk, people, 20, async (chance) => {
      // Each once, and then as it comes: however fast the machine, every kind is met.
      const name = Object.keys(kinds).find((kind) => faults[kind] === 0) ?? chance.among(Object.keys(kinds))
      if (isRare(name) && (faults[name] ?? 0) > 0 && ((faults[name] ?? 0) >= RARE || !chance.happens(0.3))) return
      oftener(faults, name)
      await kinds[name]?.(chance)
    })
    judge('wechaty', soaked, 300, faults)
    expect(room.said.length, 'a room is told once, and again where WeChat said that it was not').toBeLessThanOrEqual(1 + (faults.refused ?? 0))
    expect([...passers, news].flatMap((one) => one.chat.filter((m) => m.who === 'desk')), 'nobody is answered who did not write to the desk').toEqual([])
  })
})
