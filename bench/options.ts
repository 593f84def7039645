/** A whole number that the environment gives, else the fallback. @throws Error it is none */
export function sizeFrom(name: string, fallback: number): number {
  const given = process.env[name]
  if (given === undefined || given === '') return fallback
  if (!/^[1-9]\d*$/.test(given)) throw new Error(`${name}: give a whole number, for example ${name}=${fallback}.`)
  return Number(given)
}

/** The words after the command: `--conversations 1000000` or `--conversations=1000000`; a flag alone is `true`. */
export function readArguments(words: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [i, word] of words.entries()) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(word) ?? []
    if (name === undefined) continue
    const next = words[i + 1]
    found.set(name, value ?? (next === undefined || next.startsWith('--') ? 'true' : next))
  }
  return found
}

/** @throws Error it is no whole number above 0 */
export function numberIn(given: ReadonlyMap<string, string>, name: string, fallback: number): number {
  const value = given.get(name)
  if (value === undefined) return fallback
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name}: give a whole number, for example --${name} ${fallback}.`)
  return Number(value)
}
