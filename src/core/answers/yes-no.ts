import { fold } from '../text.ts'
import { accepted, type ParseContext, type Parsed, refused } from './parsed.ts'

export function parseYesNo(text: string, { lexicons }: Pick<ParseContext, 'lexicons'>): Parsed {
  const typed = fold(text)
  if (lexicons.some((l) => l.yes.includes(typed))) return accepted('yes')
  return lexicons.some((l) => l.no.includes(typed)) ? accepted('no') : refused('shape')
}
