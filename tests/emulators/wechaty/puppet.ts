import type { FileBoxInterface } from 'file-box'
import { PuppetMock } from 'wechaty-puppet-mock'
import type { Faults } from './faults.ts'
import { boxOf, SELF, type World } from './world.ts'

/** Characters above which WeChat does not send a text. */
const LONGEST = 2_048

/** Somebody who hears when wechaty makes a puppet of its own. */
let adopt: ((puppet: PuppetMock) => void) | null = null
const onStart = PuppetMock.prototype.onStart
PuppetMock.prototype.onStart = async function start(this: PuppetMock) {
  adopt?.(this)
  await onStart.call(this)
}

export const adoptWith = (by: typeof adopt): void => void (adopt = by)

const found = <T>(what: T | undefined): T => {
  if (what === undefined) throw new Error('not found')
  return what
}

/** The mock puppet with an account behind it: who is not a friend does not exist, and what is sent arrives at her phone. */
export function inhabit(puppet: PuppetMock, world: World, faults: Faults): void {
  const send = async (to: string, text: string, file: { name: string; bytes: Buffer } | null): Promise<string> => {
    if (!puppet.isLoggedIn) throw new Error('not logged in')
    if (file === null && (text === '' || [...text].length > LONGEST)) throw new Error('the text is empty or too long')
    const fault = faults.taking.send()
    const room = world.rooms.get(to)
    if (room) room.said.push(text)
    else found(world.contacts.get(to)).chat.push({ who: 'desk', text: file?.name ?? text, file })
    const id = `out-${world.next++}`
    world.messages.set(id, { id, talkerId: SELF, ...(room ? { roomId: to } : { listenerId: to }), text, timestamp: world.now(), type: file === null ? 7 : 1 })
    // What we send is told to us as well.
    setImmediate(() => puppet.emit('message', { messageId: id }))
    world.changed.ring()
    if (fault === 'refuse') throw new Error('ret: -1')
    return fault === 'hang' ? new Promise<never>(() => {}) : id
  }
  Object.assign(puppet, {
    contactRawPayload: async (id: string) => {
      const { name, type, friend } = found(world.contacts.get(id))
      return { id, name, type, friend, gender: 0, avatar: '', phone: [] }
    },
    messageRawPayload: async (id: string) => found(world.messages.get(id)),
    roomRawPayload: async (id: string) => {
      const { topic, members } = found(world.rooms.get(id))
      return { id, topic, memberIdList: [...members], adminIdList: [] }
    },
    async messageFile(id: string) {
      if (faults.taking.file()) throw new Error('no filebox cache')
      return boxOf(found(world.files.get(id)))
    },
    messageLocation: async (id: string) => (faults.taking.place() ? new Promise<never>(() => {}) : { accuracy: 15, address: '', name: '', ...found(world.places.get(id)) }),
    messageSendText: (to: string, text: string) => send(to, text, null),
    messageSendFile: async (to: string, box: FileBoxInterface) => send(to, '', { name: box.name, bytes: await box.toBuffer() }),
    friendshipRawPayload: async (id: string) => ({ id, contactId: id, timestamp: world.now(), type: 2, hello: '' }),
    async friendshipAccept(id: string) {
      found(world.contacts.get(id)).friend = true
      world.accepted.push(id)
      world.changed.ring()
    },
  })
}
