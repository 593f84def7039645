import type { PuppetMock } from 'wechaty-puppet-mock'
import { until } from '../signal.ts'
import { createFaults } from './faults.ts'
import { adoptWith, inhabit } from './puppet.ts'
import { createUser, type FakeUser } from './user.ts'
import { createWorld, SELF } from './world.ts'

export type { FakeUser }
export type FakeWechaty = ReturnType<typeof startWechaty>

/** A WeChat account that wechaty's own mock puppet opens. One at a time in a process. `remembers`: who logged in once need not scan again. */
export function startWechaty({ now = Date.now, remembers = true }: { readonly now?: () => number; readonly remembers?: boolean } = {}) {
  const world = createWorld(now)
  const faults = createFaults()
  let puppet: PuppetMock | null = null
  let isKnown = false
  let codes = 0
  let people = 0
  const ready = async (): Promise<PuppetMock> => {
    const made = await until(world.changed, 20_000, () => puppet)
    if (made === null) throw new Error('No puppet was started')
    return made
  }
  const offer = (to: PuppetMock): void => void to.emit('scan', { qrcode: `https://login.weixin.qq.com/l/code-${++codes}`, status: 2 })
  adoptWith((made) => {
    inhabit(made, world, faults)
    puppet = made
    made.once('stop', () => { puppet = null })
    setTimeout(() => void (!made.isLoggedIn && (isKnown && remembers ? made.login(SELF) : offer(made))), 5)
    world.changed.ring()
  })
  const tell = (id: string): void => void ready().then((made) => made.emit('message', { messageId: id }))
  const add = (id: string, name: string, type: number): FakeUser => {
    const contact = { id, name, type, friend: true, chat: [] }
    world.contacts.set(id, contact)
    return createUser(world, contact, tell, SELF)
  }
  return {
    env: { WECHATY_PUPPET: 'wechaty-puppet-mock', WECHATY_CONFIRM_UNOFFICIAL: 'yes' },
    faults, world,
    user: (name: string): FakeUser => add(`wxid_${++people}`, name, 1),
    official: (name: string): FakeUser => add(`gh_${++people}`, name, 2),
    room(topic: string, ...members: readonly FakeUser[]) {
      const room = { id: `${++people}@chatroom`, topic, members: [SELF, ...members.map((m) => m.id)], said: [] as string[] }
      world.rooms.set(room.id, room)
      return room
    },
    /** Somebody scans the code that is shown. */
    async login() {
      isKnown = true
      const made = await ready()
      if (!made.isLoggedIn) made.login(SELF)
    },
    /** WeChat ends the login; a new code is offered. */
    async logout() {
      isKnown = false
      const made = await ready()
      await made.logout('kicked out')
      offer(made)
    },
    befriend: async (id: string) => void (await ready()).emit('friendship', { friendshipId: id }),
    stop() {
      adoptWith(null)
      puppet = null
    },
  }
}
