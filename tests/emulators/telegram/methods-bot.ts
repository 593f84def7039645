import { bad } from './errors.ts'
import { isJson, type Json } from './json.ts'
import type { Method } from './methods-sending.ts'
import type { Params } from './params.ts'
import type { World } from './world.ts'

export type Command = { readonly command: string; readonly description: string }
export type About = { readonly commands: Map<string, Command[]>; readonly texts: Map<string, string> }

const placeOf = (p: Params): string => {
  const scope = p.json('scope', 'bot command scope')
  return `${isJson(scope) ? String(scope.type) : 'default'}:${p.text('language_code')}`
}

function readCommand(value: unknown): Command {
  if (!isJson(value) || typeof value.command !== 'string' || typeof value.description !== 'string') throw bad("can't parse BotCommand")
  const command = value.command.replace(/^\//, '')
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw bad('BOT_COMMAND_INVALID')
  if (value.description.length < 1 || value.description.length > 256) throw bad('BOT_COMMAND_DESCRIPTION_INVALID')
  return { command, description: value.description }
}

/** What the bot says about itself; a language is two letters. */
export function botMethods(about: About): Readonly<Record<string, Method>> {
  const checkLanguage = (p: Params): void => {
    if (p.has('language_code') && !/^[a-z]{2}$/.test(p.text('language_code'))) throw bad('invalid language_code specified')
  }
  const setMyCommands: Method = (p) => {
    const commands = p.json('commands', 'bot commands')
    checkLanguage(p)
    if (!Array.isArray(commands)) throw bad('expected an Array of BotCommand')
    if (commands.length > 100) throw bad('BOT_COMMANDS_TOO_MUCH')
    about.commands.set(placeOf(p), commands.map(readCommand))
    return true
  }
  const setText = (field: string, most: number): Method => (p) => {
    checkLanguage(p)
    if (p.text(field).length > most) throw bad(`${field.toUpperCase()}_TOO_LONG`)
    about.texts.set(`${field}:${p.text('language_code')}`, p.text(field))
    return true
  }
  const getText = (field: string): Method => (p) => ({ [field]: about.texts.get(`${field}:${p.text('language_code')}`) ?? about.texts.get(`${field}:`) ?? '' })
  return {
    getMe: (_, world) => me(world),
    setMyCommands,
    deleteMyCommands: (p) => about.commands.delete(placeOf(p)) || true,
    getMyCommands: (p) => about.commands.get(placeOf(p)) ?? [],
    setMyName: setText('name', 64), getMyName: getText('name'),
    setMyDescription: setText('description', 512), getMyDescription: getText('description'),
    setMyShortDescription: setText('short_description', 120), getMyShortDescription: getText('short_description'),
    setChatMenuButton: () => true,
    getFile: (p, world) => world.files.link(p.text('file_id')),
  }
}

const me = ({ bot, privacy }: World): Json => ({ ...bot, can_join_groups: true, can_read_all_group_messages: !privacy, supports_inline_queries: false, can_connect_to_business: false, has_main_web_app: false })
