import { type Kept, keyboardOf, onScreen, type Person } from './chats.ts'
import type { Content } from './files.ts'
import { document, photo, poll, type Sent, sticker, textOf, video, voice } from './incoming.ts'
import type { Json } from './json.ts'
import { type InlineButton, LIMITS } from './limits.ts'
import type { Shown } from './screen.ts'
import { until } from '../signal.ts'
import type { Emitted, Toast, World } from './world.ts'

export type NewUser = { readonly firstName: string; readonly lastName?: string; readonly username?: string; readonly language?: string; readonly premium?: boolean }
export type Label = string | ((button: InlineButton) => boolean)
export type Saying = { readonly replyTo?: number; readonly topic?: number }

export type FakeUser = ReturnType<typeof createUser>

const fits = (button: InlineButton, label: Label): boolean => (typeof label === 'string' ? button.text === label : label(button))
const labelOf = (label: Label): string => (typeof label === 'string' ? `"${label}"` : 'that fits')
const halves = (text: string): string[] => (text.length <= LIMITS.text ? [text] : [text.slice(0, LIMITS.text), ...halves(text.slice(LIMITS.text))])

export const personOf = ({ firstName, lastName, username, language, premium }: NewUser): Omit<Person, 'id' | 'is_bot'> => ({
  first_name: firstName, ...(lastName !== undefined && { last_name: lastName }), ...(username !== undefined && { username }), ...(language !== undefined && { language_code: language }), ...(premium && { is_premium: true as const }),
})

/** Somebody with a phone, in her private chat with the bot. */
export function createUser(world: World, about: NewUser) {
  const chat = world.addPrivate(personOf(about))
  const me = chat.person as Person
  const mine: Emitted[] = []
  const answered: Toast[] = []
  let albums = 0
  const note = (emitted: Emitted | null): void => void (emitted && mine.push(emitted))

  function send(content: Json, file: Sent['file'] | null = null, { replyTo, topic }: Saying = {}): Kept {
    if (chat.standing === 'kicked') throw new Error(`${me.first_name} blocked the bot: she has to unblock it before she writes`)
    if (chat.standing === 'stranger' || chat.standing === 'left') chat.standing = 'member'
    const { kept, emitted } = world.hear(chat, me, { content, file, replyTo, topic })
    note(emitted)
    return kept
  }
  const sendFile = ({ content, file }: Sent): Kept => send(content, file)
  const tapOn = (kept: Kept, button: InlineButton, inaccessible = false): void => note(button.callback_data === undefined ? null : world.tap(chat, me, kept, button.callback_data, inaccessible, toast))
  function toast(answer: Toast): void {
    answered.push(answer)
    chat.screen.changed.ring()
  }
  const ofBot = (): Kept[] => chat.messages.filter((kept) => kept.from.is_bot)
  function findButton(label: Label): { kept: Kept; button: InlineButton } | null {
    for (const kept of ofBot().filter(({ deleted }) => !deleted).reverse()) {
      const button = keyboardOf(kept).flat().find((one) => fits(one, label))
      if (button) return { kept, button }
    }
    return null
  }
  return {
    id: me.id, person: me, answered, actions: chat.actions,
    /** What she did in a group, so that it too can be repeated. */
    remember: note,
    /** Presses START, with what the link carried. */
    start: async (payload?: string) => {
      if (payload !== undefined && !/^[\w-]{1,64}$/.test(payload)) throw new Error(`A link carries 1-64 of A-Z a-z 0-9 _ -, not ${payload}`)
      if (chat.standing === 'kicked') note(world.stand(chat, me, 'member'))
      return send(textOf(payload === undefined ? '/start' : `/start ${payload}`)).id
    },
    /** Too long a text goes as several messages, as her phone would send it. */
    say: async (text: string, saying?: Saying) => {
      if (text.trim() === '') throw new Error('Nobody can send an empty message')
      return halves(text).map((piece) => send(textOf(piece), null, saying).id)
    },
    /** Taps a button of the newest message that has it, once there is one. */
    tap: async (label: Label) => {
      const found = await chat.screen.waitFor(() => findButton(label))
      if (!found) throw new Error(`${me.first_name} found no button ${labelOf(label)}; there were: ${ofBot().flatMap((kept) => keyboardOf(kept).flat().map(({ text }) => `[${text}]`)).join(' ') || 'none'}`)
      tapOn(found.kept, found.button)
      return found.button
    },
    /** Taps in the bot's n-th message (negative: from the end) a button that it has or once had. */
    tapOld: async (index: number, label: Label, how: { inaccessible?: boolean } = {}) => {
      const kept = ofBot().at(index)
      const button = kept?.keyboards.toReversed().flat(2).find((one) => fits(one, label))
      if (!kept || !button) throw new Error(`Message ${index} of the bot never had a button ${labelOf(label)}`)
      tapOn(kept, button, how.inaccessible)
      return button
    },
    /** A forged tap: a changed client may send any data. */
    forge: async (data: string, index = -1) => {
      const kept = ofBot().at(index)
      if (!kept) throw new Error('The bot has said nothing yet')
      tapOn(kept, { text: '', callback_data: data })
    },
    edit: async (which: number | 'last', text: string) => {
      const own = chat.messages.filter((kept) => kept.from === me && ('text' in kept.json || 'caption' in kept.json))
      const kept = own.at(which === 'last' ? -1 : which)
      if (!kept) throw new Error(`${me.first_name} has no message ${which} to edit`)
      const { entities: _, ...rest } = kept.json
      const words = 'text' in kept.json ? textOf(text) : { caption: text }
      kept.json = { ...rest, edit_date: world.seconds(), ...words }
      note(world.emit('edited_message', kept.json, `messages of ${chat.id}`))
    },
    sendVoice: async (seconds: number, bytes: Content = Buffer.from('OggS')) => sendFile(voice(world, seconds, bytes)).id,
    sendPhoto: async (bytes: Content, caption?: string) => sendFile(photo(world, bytes, caption)).id,
    sendDocument: async (bytes: Content, name: string, mime: string, caption?: string) => sendFile(document(world, bytes, name, mime, caption)).id,
    sendSticker: async (emoji = '👍') => sendFile(sticker(world, emoji)).id,
    sendVideo: async (seconds = 7, bytes: Content = 90_000, caption?: string) => sendFile(video(world, seconds, bytes, caption)).id,
    sendPoll: async (question = '?', options: readonly string[] = ['1', '2']) => send(poll(question, options)).id,
    sendLocation: async (latitude: number, longitude: number) => send({ location: { latitude, longitude } }).id,
    /** Her own number carries her id; that of a friend does not. */
    shareContact: async (phone: string, own: boolean) => send({ contact: { phone_number: phone, first_name: own ? me.first_name : 'Amico', ...(own && { user_id: me.id }) } }).id,
    /** Each picture is a message of its own, of one group; the words are under the first. */
    sendAlbum: async (pictures: readonly Content[], caption?: string) => {
      albums += 1
      const group = String(13_600_000_000_000_000n + BigInt(me.id % 1_000_000) * 1000n + BigInt(albums))
      return pictures.map((bytes, i) => photo(world, bytes, i === 0 ? caption : undefined)).map(({ content, file }) => send({ media_group_id: group, ...content }, file).id)
    },
    /** Any other content, as `{ dice: … }`. */
    send: async (content: Json) => send(content).id,
    block: async () => note(world.stand(chat, me, 'kicked')),
    unblock: async () => note(world.stand(chat, me, 'member')),
    /** Her account is gone: the bot is told only when it writes. */
    deactivate: async () => void (chat.standing = 'deactivated'),
    expect: chat.screen.expect,
    expectNext: chat.screen.expectNext,
    expectSilence: chat.screen.expectSilence,
    /** The answer to a tap. */
    expectAnswer: async (wanted: string | RegExp = '', ms = world.patience): Promise<Toast> => {
      const found = await until(chat.screen.changed, ms, () => answered.find(({ text }) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))) ?? null)
      if (!found) throw new Error(`${me.first_name} expected the answer ${wanted} to a tap and saw instead: ${JSON.stringify(answered)}`)
      return found
    },
    get chat(): Shown[] {
      return onScreen(chat)
    },
    /** Her last updates come again, with the same ids. */
    repeat: async (count = 1) => {
      for (const { update, line } of mine.slice(-count)) world.queue.again(update, line)
    },
  }
}

