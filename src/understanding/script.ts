/** In which writing most of a text is, or null without letters. `other` is a script that no language of the desk uses. */
export type Script = 'han' | 'arabic' | 'latin' | 'other'

/** A Chinese character says about as much as three Latin letters: 我要SPID is Chinese. */
const WEIGHT: Record<Script, number> = { han: 3, arabic: 1, latin: 1, other: 1 }
const PATTERN: Record<Exclude<Script, 'other'>, RegExp> = {
  han: /\p{Script=Han}/gu,
  arabic: /\p{Script=Arabic}/gu,
  latin: /\p{Script=Latin}/gu,
}
const LETTER = /\p{L}/gu
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u

export function mainScript(text: string): Script | null {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const letters = { han: count(PATTERN.han), arabic: count(PATTERN.arabic), latin: count(PATTERN.latin) }
  const all = count(LETTER)
  if (all === 0) return null
  if (KANA.test(text)) return 'other'
  const other = all - letters.han - letters.arabic - letters.latin
  const ranked = Object.entries({ ...letters, other }).map(([script, n]) => [script as Script, n * WEIGHT[script as Script]] as const)
  return ranked.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** Letters of Urdu, Persian and Pashto that Arabic does not have. (چ and گ are also typed in Maghreb and Gulf dialects.) */
export function isOtherArabicScript(text: string): boolean {
  return (text.match(/[ٹڈڑےںھہۀیکپژ]/gu)?.length ?? 0) >= 2
}
