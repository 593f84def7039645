import type { LanguageTag } from '../../core/ids.ts'
import { readButtonId } from '../button.ts'
import type { Button } from '../channel.ts'
import type { Turn } from './exchange.ts'
import type { Say } from './verbs.ts'
import type { Speaker } from './words.ts'

/** Choices that are read at once; 8, 9 and 0 have a meaning of their own. */
const LEVEL = 5
const LANGUAGES = 7

/** The language menu: each choice is a language's own name. */
export const isLanguages = ({ buttons }: Pick<Turn, 'buttons'>, languages: readonly LanguageTag[]): boolean =>
  buttons.length > 1 && buttons.length <= LANGUAGES && buttons.every(({ id }) => languages.includes(readButtonId(id).option))

export const levels = ({ buttons }: Pick<Turn, 'buttons'>): number => Math.ceil(buttons.length / LEVEL)

/** The choices of a level; nobody would understand «more languages» in a language not their own, so those are read together. */
export const choicesOn = (turn: Pick<Turn, 'buttons'>, page: number, languages: readonly LanguageTag[]): readonly Button[] =>
  isLanguages(turn, languages) ? turn.buttons : turn.buttons.slice(page * LEVEL, page * LEVEL + LEVEL)

export const hasMore = (turn: Pick<Turn, 'buttons'>, languages: readonly LanguageTag[]): boolean => !isLanguages(turn, languages) && turn.buttons.length > LEVEL

/** «For … press 1», each in its own language where it names one. */
export function readChoices(turn: Turn, page: number, languages: readonly LanguageTag[], say: Speaker): Say[] {
  const choices = choicesOn(turn, page, languages)
  if (isLanguages(turn, languages)) return choices.map(({ id }, i) => say('language-choice', readButtonId(id).option, { key: String(i + 1) }))
  return [...choices.map(({ label }, i) => say('choice', turn.language, { label, key: String(i + 1) })), ...(hasMore(turn, languages) ? [say('more', turn.language)] : [])]
}
