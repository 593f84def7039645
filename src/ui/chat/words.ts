import { get } from './state.ts'

/** The English file names every word of the interface; a check elsewhere keeps the other languages equal to it. */
type Word = keyof typeof import('../../../locales/en/chat.json')

/** A word of the interface in her language. Empty until they arrive, so that nothing is shown in a wrong one. */
export function t(word: Word, params: Record<string, string | number> = {}): string {
  const text = get().words[word] ?? ''
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''))
}

/** Western digits everywhere: the figures must look like those on Italian papers. */
const locale = (): string => `${get().language}-u-nu-latn`

export const clock = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))

export function size(bytes: number): string {
  const digits = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 })
  return bytes < 1_000_000 ? `${digits.format(Math.max(1, Math.round(bytes / 1000)))} KB` : `${digits.format(bytes / 1_000_000)} MB`
}
