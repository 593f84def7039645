import { act } from './act.ts'
import { COMMANDS, type Command } from './conversation.ts'
import { changeScript, type Draft, note, say } from './draft.ts'
import type { InputKind } from './input.ts'
import { obey } from './command.ts'
import { chooseLanguage, notice } from './welcome.ts'
import { sayKept } from './kept.ts'
import { repeat } from './walk.ts'

const isCommand = (id: string): id is Command => (COMMANDS as readonly string[]).includes(id)

/** A tap. `menu` is the menu's id, or `command` / `language` for what is always one tap away. */
export function onPicked(d: Draft, { menu, option: id }: Extract<InputKind, { kind: 'picked' }>): void {
  const { mode, script } = d.conversation
  if (script.naming) changeScript(d, { naming: false })
  if (menu === 'language') return onLanguage(d, id)
  if (mode.kind === 'attended') return note(d, { kind: 'relayed', to: 'operator' })
  if (mode.kind === 'closed') return
  if (menu === 'command') return isCommand(id) ? obey(d, id) : stale(d)
  const option = script.menu !== null && (menu === null || menu === script.menu.id) ? script.menu.options.find((o) => o.id === id) : undefined
  if (option) return act(d, option)
  // A question about the language can be answered even when something more urgent was said after it.
  return d.content.languages.includes(id) ? onLanguage(d, id) : stale(d)
}

/** Her choice in the header: silent while a person is answering. */
function onLanguage(d: Draft, tag: string): void {
  if (!d.content.languages.includes(tag)) return stale(d)
  chooseLanguage(d, tag, 'her')
  if (d.conversation.mode.kind !== 'attended') notice(d)
  const { mode: { kind }, script: { kept } } = d.conversation
  if (kind === 'scripted' && kept !== null) sayKept(d, kept)
  else if (kind === 'scripted') repeat(d)
  else if (kind === 'queued') say(d, 'common:language-changed', { params: { language: { language: tag } } })
}

/** A button of an earlier question: it decides nothing now. */
function stale(d: Draft): void {
  note(d, { kind: 'missed', reason: 'stale-menu' })
  say(d, 'common:stale-menu')
  if (d.conversation.mode.kind === 'scripted') repeat(d)
}
