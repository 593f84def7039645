/** From `locales/<lang>/chat.json`, put in by the build. */
declare const WIDGET_WORDS: Record<string, readonly [open: string, close: string]>

/** The words nearest to this language; Italian where the desk has none. */
export function wordsFor(language: string): { language: string; open: string; close: string } {
  const base = language.toLowerCase().split('-')[0] ?? ''
  const known = base in WIDGET_WORDS ? base : 'it'
  const [open = '', close = ''] = WIDGET_WORDS[known] ?? []
  return { language: known, open, close }
}
