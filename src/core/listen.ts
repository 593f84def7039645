import { parseAnswer, type ParseContext } from './answers/index.ts'
import { parseYesNo } from './answers/yes-no.ts'
import type { Content, Lexicon } from './content.ts'
import { COMMANDS, type Command, type Conversation, type MenuOption } from './conversation.ts'
import { stepAt } from './draft.ts'
import type { AnswerKind } from './flow.ts'
import type { LocalDate, Topic } from './ids.ts'
import { LIMITS } from './limits.ts'
import { fold, hanNumber } from './text.ts'

/** What a typed text is, seen from where she stands: an option, a command, a yes or no, an answer, or free words. */
export type Heard =
  | { readonly kind: 'empty' }
  | { readonly kind: 'option'; readonly option: MenuOption }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'answer'; readonly value: string; readonly readBack: boolean }
  | { readonly kind: 'refused'; readonly expected: AnswerKind; readonly reason: string }
  | { readonly kind: 'free' }

export function listen(content: Content, conversation: Conversation, text: string, today: LocalDate): Heard {
  const read = text.slice(0, LIMITS.text)
  const typed = fold(read)
  const lexicons = lexiconsFor(content, conversation.language)
  if (typed === '') return { kind: 'empty' }
  const option = findOption(content, conversation, typed, lexicons)
  if (option) return { kind: 'option', option }
  const command = findCommand(typed, lexicons)
  if (command) return { kind: 'command', command }
  const answer = hearAnswer(content, conversation, read, { lexicons, today, comuni: content.comuni, parsePhone: content.parsePhone })
  if (answer) return answer
  return lexicons[0]?.thanks.includes(typed) ? { kind: 'thanks' } : { kind: 'free' }
}

/** True when understanding can help: the text is not plainly an option, a command or the answer asked for. */
export function wantsUnderstanding(content: Content, conversation: Conversation, text: string, today: LocalDate): boolean {
  if (conversation.mode.kind === 'closed') return false
  const heard = listen(content, conversation, text, today)
  return heard.kind === 'free' || heard.kind === 'refused' || (heard.kind === 'answer' && expectedOf(content, conversation) === 'text')
}

/** What the procedure is about in which she stands; null at the menu. */
export const topicAt = (content: Content, { script: { at } }: Conversation): Topic | null => (at === null ? null : (content.flows[at.flow]?.topic ?? null))

/** Her language first, then Italian and English, then all others: people borrow words, and change language in the middle. */
export function lexiconsFor(content: Content, language: string): Lexicon[] {
  const tags = [...new Set([language, 'it', 'en', ...content.languages])]
  return tags.flatMap((tag) => (Object.hasOwn(content.lexicons, tag) ? [content.lexicons[tag] as Lexicon] : []))
}

function findOption(content: Content, { script: { menu }, language }: Conversation, typed: string, lexicons: readonly Lexicon[]): MenuOption | null {
  if (menu === null) return null
  const byNumber = menu.options[(numberTyped(typed) ?? 0) - 1]
  if (byNumber) return byNumber
  const confirming = findConfirmation(menu.options, typed, lexicons)
  if (confirming) return confirming
  const words = menu.options.map((o) => ({ option: o, names: namesOf(content, language, o) }))
  const exact = words.filter((w) => w.names.includes(typed))
  if (exact.length > 0) return exact.length === 1 ? (exact[0]?.option ?? null) : null
  if ([...typed].length < 2) return null
  const begun = words.filter((w) => w.names.some((n) => n.startsWith(typed)))
  return begun.length === 1 ? (begun[0]?.option ?? null) : null
}

const namesOf = (content: Content, language: string, { key, does, id }: MenuOption): readonly string[] => [
  ...(content.labels[language]?.[key] ?? []),
  ...(does.do === 'language' ? [id, fold(does.tag)] : []),
]

function numberTyped(typed: string): number | null {
  const m = /^(\d{1,2})[.)、]?$/.exec(typed)
  return m ? Number(m[1]) : hanNumber(typed)
}

function findConfirmation(options: readonly MenuOption[], typed: string, lexicons: readonly Lexicon[]): MenuOption | null {
  if (!options.some((o) => 'yes' in o.does)) return null
  const answer = parseYesNo(typed, { lexicons })
  if ('refused' in answer) return null
  return options.find((o) => 'yes' in o.does && o.does.yes === (answer.value === 'yes')) ?? null
}

const findCommand = (typed: string, lexicons: readonly Lexicon[]): Command | null =>
  COMMANDS.find((command) => lexicons.some((l) => l.commands[command].includes(typed))) ?? null

function expectedOf(content: Content, { script: { at } }: Conversation): AnswerKind | null {
  if (at === null) return null
  const step = stepAt(content, at)
  return step.kind === 'ask' ? step.expects : null
}

function hearAnswer(content: Content, conversation: Conversation, text: string, context: ParseContext): Heard | null {
  const expected = expectedOf(content, conversation)
  if (expected === null) return null
  const parsed = parseAnswer(expected, text, context)
  return 'refused' in parsed ? { kind: 'refused', expected, reason: parsed.refused } : { kind: 'answer', ...parsed }
}
