import type { Json } from '../telegram/json.ts'
import { until } from '../signal.ts'
import type { Row } from './interactive.ts'
import { sha256 } from './media.ts'
import { contactOf, expectOf, type NewUser, ownShown, senderOf, type Shown, silenceOf, type Wanted } from './person.ts'
import type { Change } from './webhook.ts'
import type { World } from './world.ts'

export type FakeUser = ReturnType<typeof createUser>
type Label = string | ((row: Row) => boolean)

/** Somebody with WhatsApp on her phone, in her chat with the desk. */
export function createUser(world: World, about: NewUser, patience: number) {
  const me = world.add(about)
  const mine: Change[] = []
  const tell = (change: Change): void => {
    mine.push(change)
    world.hook.push(change)
  }
  /** She says something: the window of a day opens anew. */
  function send(type: string, content: Json, text = '', part: Json = {}): string {
    if (me.blocks) throw new Error(`${about.name} blocked the desk: she has to unblock it before she writes`)
    const id = world.wamid()
    me.lastIn = world.media.now()
    me.chat.push(ownShown(id, type, text))
    tell(world.changeOf({ contacts: [contactOf(me)], messages: [{ ...senderOf(me), id, timestamp: world.seconds(), type, ...part, [type]: content }] }))
    return id
  }
  function file(type: string, bytes: Buffer, mime: string, part: Json = {}): string {
    const { id, url } = world.media.offer(bytes, mime)
    return send(type, { id, mime_type: mime, sha256: sha256(bytes), url, ...part }, String(part.caption ?? ''))
  }
  const fits = (row: Row, wanted: Label): boolean => (typeof wanted === 'string' ? row.title === wanted || row.description === wanted : wanted(row))
  type Found = { readonly kind: 'button_reply' | 'list_reply'; readonly id: string; readonly title: string; readonly description: string | null; readonly of: string }
  function find(wanted: Label): Found | null {
    for (const { wamid, said } of me.heard.toReversed()) {
      const button = said.buttons.find((b) => fits(b, wanted))
      if (button) return { ...button, kind: 'button_reply', of: wamid }
      const row = said.rows.find((r) => fits(r, wanted))
      if (row) return { ...row, kind: 'list_reply', of: wamid }
    }
    return null
  }
  const tapOn = ({ kind, id, title, description, of }: Found): string => send('interactive', { type: kind, [kind]: { id, title, ...(description !== null && { description }) } }, title, { context: { from: world.metadata.display_phone_number, id: of } })
  const system = (part: Json, from: Json): void => tell(world.changeOf({ messages: [{ ...from, id: world.wamid(), timestamp: world.seconds(), type: 'system', system: part }] }))
  return {
    person: me,
    say: async (text: string) => send('text', { body: text }, text),
    /** Taps a button or a row of the newest message that has it, once there is one. */
    tap: async (wanted: Label) => {
      const found = await until(me.changed, patience, () => find(wanted))
      if (!found) throw new Error(`${about.name} found nothing to tap: ${String(wanted)}; there were ${me.heard.flatMap((h) => [...h.said.buttons, ...h.said.rows].map((b) => b.title)).join(', ')}`)
      tapOn(found)
      return found
    },
    /** A changed client may send any id. */
    forge: async (id: string) => send('interactive', { type: 'button_reply', button_reply: { id, title: '伪造' } }, '', { context: { id: me.heard.at(-1)?.wamid ?? '' } }),
    /** A template’s own quick reply. */
    tapTemplate: async (text: string) => send('button', { payload: text, text }, text, { context: { id: me.heard.at(-1)?.wamid ?? '' } }),
    sendImage: async (bytes: Buffer, caption?: string) => file('image', bytes, 'image/jpeg', caption === undefined ? {} : { caption }),
    sendVoice: async (bytes: Buffer) => file('audio', bytes, 'audio/ogg; codecs=opus', { voice: true }),
    sendVideo: async (bytes = Buffer.from('ftyp')) => file('video', bytes, 'video/mp4'),
    sendSticker: async () => file('sticker', Buffer.from('RIFF'), 'image/webp', { animated: false }),
    sendDocument: async (bytes: Buffer, filename: string, mime: string) => file('document', bytes, mime, { filename }),
    sendLocation: async (latitude: number, longitude: number) => send('location', { latitude, longitude, name: 'Questura' }),
    sendContact: async (phone: string) => send('contacts', [{ name: { formatted_name: 'Amico', first_name: 'Amico' }, phones: [{ phone: `+${phone}`, wa_id: phone, type: 'CELL' }] }] as never),
    react: async (emoji: string) => send('reaction', { message_id: me.heard.at(-1)?.wamid ?? '', emoji }),
    /** A poll, an event, a view-once photo…: the platform does not hand them on. */
    sendUnsupported: async () => send('unsupported', { type: 'poll_creation' }, '', { errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown', error_data: { details: 'Message type is currently not supported.' } }] }),
    sendOrder: async () => send('order', { catalog_id: '1', product_items: [] }),
    edit: async (original: string, text: string) => send('edit', { original_message_id: original, message: { type: 'text', text: { body: text } } }, text),
    revoke: async (original: string) => send('revoke', { original_message_id: original }),
    inGroup: async (text: string) => send('text', { body: text }, text, { group_id: '120363000000000000' }),
    block: async () => void (me.blocks = true),
    unblock: async () => void (me.blocks = false),
    /** Another SIM: another business-scoped id too, and both old ones are told. */
    changeNumber: async (phone: string) => {
      const before = { phone: me.phone, userId: me.userId, from: senderOf(me) }
      me.phone = phone
      if (before.userId !== null) me.userId = `${before.userId}7`
      const [from, to] = about.hidesPhone ? [before.userId, me.userId] : [before.phone, phone]
      system({ body: `User ${about.name} changed from ${from} to ${to}`, type: about.hidesPhone ? 'user_changed_user_id' : 'user_changed_number', ...(!about.hidesPhone && { wa_id: phone }), ...(me.userId !== null && { user_id: me.userId, previous_user_id: before.userId }) }, before.from)
    },
    read: async () => {
      const last = me.heard.at(-1)
      if (last) world.tell(me, last.wamid, 'read', last)
    },
    expect: (wanted: Wanted, ms = patience): Promise<Shown> => expectOf(me, wanted, ms),
    expectSilence: (ms = 200) => silenceOf(me, ms),
    get chat(): readonly Shown[] {
      return me.chat
    },
    /** Her last messages come again, with the same ids. */
    repeat: async (count = 1) => {
      for (const change of mine.slice(-count)) world.hook.again(change)
    },
  }
}
