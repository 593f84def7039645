import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { UrgentKind } from '../core/hints.ts'
import { plain } from './text.ts'

export type SpotUrgency = (text: string) => UrgentKind | null

type Rule = { readonly kind: UrgentKind; readonly patterns: readonly RegExp[] }

const KINDS: Record<UrgentKind, true> = {
  violence: true,
  exploitation: true,
  expulsion: true,
  injury: true,
  'child-alone': true,
  homeless: true,
  danger: true,
}
const UNSPACED = /\p{Script=Han}/u

/**
 * Reads `data/urgency.yaml`. Every language's patterns are tried on every text: people mix languages, and a danger
 * missed costs more than one looked at twice. Where several kinds are found, the one written first in the file wins.
 * @throws Error naming the kind that does not exist or the list that is not one.
 */
export async function loadUrgency(dataDir: string): Promise<SpotUrgency> {
  const file = join(dataDir, 'urgency.yaml')
  const data = parse(await readFile(file, 'utf8')) as { harmless?: unknown; kinds?: Record<string, unknown> }
  const harmless = patternsOf(data.harmless, `${file}: harmless`)
  const rules = Object.entries(data.kinds ?? {}).map(([kind, lists]): Rule => {
    if (!isKind(kind)) throw new Error(`${file}: ${kind} is not a kind of urgency (${Object.keys(KINDS).join(', ')})`)
    return { kind, patterns: patternsOf(lists, `${file}: ${kind}`) }
  })
  return (text) => {
    const spaced = ` ${plain(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
    const told = harmless.reduce((rest, pattern) => rest.replaceAll(pattern, ' '), spaced)
    return rules.find(({ patterns }) => patterns.some((pattern) => told.search(pattern) >= 0))?.kind ?? null
  }
}

function isKind(name: string): name is UrgentKind {
  return Object.hasOwn(KINDS, name)
}

/** At most two patterns: one for words with spaces between them, one for Chinese. A text is looked through once for all phrases. */
function patternsOf(byLanguage: unknown, where: string): RegExp[] {
  const phrases = Object.values(byLanguage ?? {}).flatMap((list: unknown) => {
    if (!Array.isArray(list)) throw new Error(`${where}: expected, by language, a list of phrases`)
    return list.map(String)
  })
  const [han, spaced] = [phrases.filter(isHan), phrases.filter((phrase) => !isHan(phrase))]
  return [
    ...(spaced.length > 0 ? [new RegExp(`(?<= )(?:${spaced.map((phrase) => sourceOf(phrase, '(?: [^ ]+){0,4} ')).join('|')})(?= )`, 'gu')] : []),
    ...(han.length > 0 ? [new RegExp(han.map((phrase) => sourceOf(phrase, '.{0,6}')).join('|'), 'gu')] : []),
  ]
}

const isHan = (phrase: string): boolean => UNSPACED.test(phrase)

/** `*` leaves a word's ending open, ` .. ` lets up to four words (or six Chinese characters) pass, `(a|b)` is a choice. */
const sourceOf = (phrase: string, gap: string): string =>
  plain(phrase).replace(/'/g, ' ').replace(/\s*\.\.\s*/g, '\u0000').replace(/\*/g, '[^ ]*').replaceAll('\u0000', gap)
