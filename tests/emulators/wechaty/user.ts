import { pause, until } from '../signal.ts'
import { type Contact, type Message, type Shown, TYPE, type TypeName, type World } from './world.ts'

export type FakeUser = ReturnType<typeof createUser>

/** Somebody with WeChat on her phone. `tell`: hands a message to the account, once or more often. */
export function createUser(world: World, contact: Contact, tell: (id: string) => void, self: string) {
  let seen = 0
  const keep = (message: Pick<Message, 'type'> & Partial<Message>): string => {
    const id = `in-${world.next++}`
    world.messages.set(id, { id, talkerId: contact.id, ...(message.roomId === undefined && { listenerId: self }), timestamp: world.now(), ...message })
    contact.chat.push({ who: 'her', text: message.text ?? '', file: null })
    return id
  }
  const deliver = (id: string): string => {
    tell(id)
    return id
  }
  return {
    id: contact.id,
    say: async (text: string, about: Partial<Message> = {}) => deliver(keep({ type: TYPE.text, text, ...about })),
    async sendFile(type: 'image' | 'audio' | 'video' | 'attachment', file: { readonly name: string; readonly bytes: Buffer }) {
      const id = keep({ type: TYPE[type], ...(type === 'attachment' && { text: file.name }) })
      world.files.set(id, file)
      return deliver(id)
    },
    async sendPlace(latitude: number, longitude: number) {
      const id = keep({ type: TYPE.location })
      world.places.set(id, { latitude, longitude })
      return deliver(id)
    },
    send: async (what: TypeName) => deliver(keep({ type: TYPE[what], text: '<msg/>' })),
    /** The same one again. */
    repeat: async (id: string) => tell(id),
    get chat(): readonly Shown[] {
      return contact.chat
    },
    async expect(wanted: string | ((shown: Shown) => boolean), ms = 10_000): Promise<Shown> {
      const shown = await until(world.changed, ms, () => {
        while (seen < contact.chat.length) {
          const next = contact.chat[seen++]
          if (next?.who === 'desk' && (typeof wanted === 'string' ? next.text.includes(wanted) : wanted(next))) return next
        }
        return null
      })
      if (!shown) throw new Error(`${contact.name} expected ${typeof wanted === 'string' ? wanted : 'a message'} and saw:\n${contact.chat.map((m) => `${m.who}: ${m.text}`).join('\n')}`)
      return shown
    },
    async expectSilence(ms = 300): Promise<void> {
      const before = contact.chat.filter((m) => m.who === 'desk').length
      await pause(ms)
      const said = contact.chat.filter((m) => m.who === 'desk').slice(before)
      if (said.length > 0) throw new Error(`${contact.name} expected silence and saw: ${said.map((m) => m.text).join(' | ')}`)
    },
  }
}
