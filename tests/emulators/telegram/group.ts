import { type Chat, onScreen, type Person } from './chats.ts'
import { textOf } from './incoming.ts'
import type { Json } from './json.ts'
import type { Shown } from './screen.ts'
import type { FakeUser, Saying } from './user.ts'
import type { World } from './world.ts'

export type NewGroup = { readonly title: string; /** From the start; else it is a basic group until it migrates. */ readonly supergroup?: boolean; readonly topics?: boolean }

const OWNER: Person = { id: 5_200_000_001, is_bot: false, first_name: 'Padrona di casa' }

export function createGroup(world: World, about: NewGroup) {
  let chat = world.addGroup(about.title, about.supergroup || about.topics ? 'supergroup' : 'group', about.topics ?? false)

  /** In privacy mode the bot hears commands, mentions and answers to itself; service messages always. */
  function hears(text: string, replyTo: number | undefined): boolean {
    if (!world.privacy) return true
    const toAnother = /^\/\w+@(\w+)/.exec(text)?.[1]
    const command = text.startsWith('/') && (toAnother === undefined || toAnother === world.bot.username)
    const answers = chat.messages.some((kept) => kept.id === replyTo && kept.from.is_bot)
    return command || answers || text.toLowerCase().includes(`@${world.bot.username.toLowerCase()}`)
  }
  function say(who: FakeUser, text: string, { replyTo, topic }: Saying = {}): number {
    const { kept, emitted } = world.hear(chat, who.person, { content: textOf(text), replyTo, topic }, hears(text, replyTo))
    who.remember(emitted)
    return kept.id
  }
  const tell = (person: Person, content: Json): void => void world.hear(chat, person, { content })
  function moved(by: Person): Chat {
    const next = world.addGroup(chat.title, 'supergroup', false)
    tell(by, { migrate_to_chat_id: next.id })
    chat.movedTo = next.id
    world.stand(next, by, 'member')
    world.hear(next, by, { content: { migrate_from_chat_id: chat.id } })
    return next
  }
  return {
    get id(): number {
      return chat.id
    },
    /** The bot, or somebody. */
    add: async (who: FakeUser | typeof world.bot = world.bot, by: Person = OWNER) => {
      const person = 'person' in who ? who.person : who
      if (person.is_bot) world.stand(chat, by, 'member')
      tell(by, { new_chat_participant: person, new_chat_member: person, new_chat_members: [person] })
    },
    remove: async (by: Person = OWNER) => void world.stand(chat, by, 'kicked'),
    say: async (who: FakeUser, text: string, saying?: Saying) => say(who, text, saying),
    mention: async (who: FakeUser, text: string, saying?: Saying) => say(who, `@${world.bot.username} ${text}`, saying),
    /** A topic of a forum: its number goes with each message. */
    topic: async (name: string, by: Person = OWNER) => {
      const { kept } = world.hear(chat, by, { content: { forum_topic_created: { name, icon_color: 7_322_096 } } })
      chat.topics.add(kept.id)
      return kept.id
    },
    /** A button of a message of the bot's, tapped by one of the members. */
    tap: async (who: FakeUser, label: string) => {
      const kept = chat.messages.findLast((one) => one.from.is_bot && one.keyboards.at(-1)?.flat().some(({ text }) => text === label))
      const button = kept?.keyboards.at(-1)?.flat().find(({ text }) => text === label)
      if (!kept || button?.callback_data === undefined) throw new Error(`No button "${label}" in ${chat.title}`)
      who.remember(world.tap(chat, who.person, kept, button.callback_data, false, (toast) => who.answered.push(toast)))
    },
    /** Becomes a supergroup: another id from now on. */
    migrate: async (by: Person = OWNER) => {
      if (chat.kind === 'supergroup') throw new Error(`${chat.title} is a supergroup already`)
      const from = chat.id
      chat = moved(by)
      return { from, to: chat.id }
    },
    expect: (...asked: Parameters<Chat['screen']['expect']>) => chat.screen.expect(...asked),
    expectSilence: (ms?: number) => chat.screen.expectSilence(ms),
    expectLeft: async (ms = world.patience) => {
      if (!(await chat.screen.waitFor(() => (chat.standing === 'left' ? true : null), ms))) throw new Error(`The bot did not leave ${chat.title}`)
    },
    get left(): boolean {
      return chat.standing === 'left'
    },
    get chat(): Shown[] {
      return onScreen(chat)
    },
  }
}
