import { afterEach, describe, expect, test } from 'vitest'
import { browserPath } from '../emulators/whatsapp-web/chromium.ts'
import { type FakeUser as WebUser, startWhatsAppWeb } from '../emulators/whatsapp-web/index.ts'
import { tempFolder } from '../support/temp.ts'
import { deskOnWhatsAppWeb } from '../support/whatsapp-web.ts'
import { hours } from './hours.ts'
import type { Person } from './life.ts'
import { judge, MOST, oftener, phoneOf, type She, soak } from './unofficial.ts'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

describe.skipIf(browserPath === undefined)('WhatsApp Web', () => {
  test('six people with eight messages each, and a browser that is killed: none is lost, doubled or out of order', { timeout: MOST }, async () => {
    const now = hours(Date.now(), 1)
    const whatsapp = startWhatsAppWeb({ dataDir: tempFolder('soak-web'), now })
    endings.push(() => whatsapp.stop())
    const desk = await deskOnWhatsAppWeb(whatsapp, now)
    endings.push(desk.end)
    const inTurn = oneByOne()
    const said: { readonly she: WebUser; readonly id: string; readonly body: string }[] = []
    /** Nobody writes at the very moment of the kill: what WhatsApp had taken by then is in the page, the rest comes to the next one. */
    const noted = (she: WebUser): She => ({
      chat: she.chat, sendFile: (type, file) => inTurn(() => she.sendFile(type, file)),
      async say(body) {
        const id = await inTurn(() => she.say(body))
        said.push({ she, id, body })
        return id
      },
    })
    const people: Person[] = Array.from({ length: 6 }, (_, i) => {
      const [phone, lid] = [`39333000000${i}@c.us`, `55566677700${i}@lid`]
      const she = whatsapp.user({ phone, ...(i % 3 > 0 && { lid }), ...(i % 3 > 1 && { hidden: true }) })
      return { phone: phoneOf('whatsapp-web', i % 3 > 1 ? lid : phone.replace('@c.us', ''), noted(she)), sent: [] }
    })
    const passer = whatsapp.user({ phone: '393339999999@c.us' })
    const group = whatsapp.group()

    const faults: Record<string, number> = { twice: 0, 'in a group': 0, killed: 0 }
    const soaked = await soak(desk, people, 8, async (chance) => {
      if (faults.killed === 0 && people.reduce((all, p) => all + p.sent.length, 0) >= 24) {
        oftener(faults, 'killed')
        return inTurn(() => whatsapp.crash())
      }
      const last = said.at(-1)
      if (last !== undefined && (faults.twice === 0 || chance.happens(0.5))) {
        oftener(faults, 'twice')
        const same = { fromMe: false, id: last.id.split('_').at(-1) }
        await inTurn(() => last.she.send({ type: 'chat', body: last.body }, same))
      } else {
        oftener(faults, 'in a group')
        await inTurn(() => passer.send({ type: 'chat', body: '@390574000000 你好 🏮', mentionedJidList: chance.happens(0.5) ? [whatsapp.me] : [] }, { chat: group.id }))
      }
    })
    judge('whatsapp-web', soaked, 48, faults)
    expect(group.said.length, 'a group is told once a browser').toBeLessThanOrEqual(2)
  })
})

function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let free: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = free.then(work)
    free = mine.catch(() => {})
    return mine
  }
}
