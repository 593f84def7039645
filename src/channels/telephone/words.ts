import type { LanguageTag } from '../../core/ids.ts'
import type { Inlet } from '../channel.ts'
import { split } from '../fit.ts'
import { SAY } from './can.ts'
import type { Say, Verb } from './verbs.ts'

/** A text of the channel's own, with what stands in {braces} filled in. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

export type Speaker = (key: string, language: LanguageTag, values?: Readonly<Record<string, string>>) => Say

export const speaker = ({ text }: Pick<Inlet, 'text'>): Speaker => (key, language, values = {}) => ({ kind: 'say', language, text: filled(text(`channels:telephone.${key}`, language), values) })

/** Characters said in one answer; nobody listens for longer, and a provider reads 64 kB. */
const MOST = 9_000

/** What nobody can say, and no XML may hold: control characters, halves of a pair, and two places that are no characters. */
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

/** In pieces that a provider takes, one after the other. */
export function spokenIn(says: readonly Say[]): Say[] {
  let left = MOST
  return joined(says).flatMap((say) => {
    const text = [...say.text.replace(UNSAYABLE, '')].slice(0, left).join('')
    left -= [...text].length
    return split(text, SAY).flatMap((piece) => (piece.trim() === '' ? [] : [{ ...say, text: piece }]))
  })
}

/** One voice speaks on without a pause. */
function joined(says: readonly Say[]): Say[] {
  const runs: Say[] = []
  for (const say of says) {
    const before = runs.at(-1)
    if (before?.language === say.language) runs[runs.length - 1] = { ...before, text: `${before.text}\n${say.text}` }
    else runs.push(say)
  }
  return runs
}

/** As a provider may be given them. */
export const measured = (verbs: readonly Verb[]): Verb[] => verbs.flatMap((verb): Verb[] => (verb.kind === 'say' ? spokenIn([verb]) : verb.kind === 'gather' ? [{ ...verb, says: spokenIn(verb.says) }] : [verb]))
