import { placeholdersOf, SOURCE_LANGUAGE, textsOf } from '../words.ts'
import type { Check } from './check.ts'
import { withoutPlural } from './keys.ts'

/** Texts whose placeholders are not those of the Italian one, or that leave a brace open. */
export const placeholders: Check = function* ({ locales }) {
  for (const file of locales.files) {
    for (const { path, text } of textsOf(file.words)) {
      if (typeof text !== 'string') continue
      const at = { severity: 'error' as const, file: file.file, line: file.lineOf(path), language: file.language }
      if ((text.match(/\{\{/g)?.length ?? 0) !== (text.match(/\}\}/g)?.length ?? 0)) yield { ...at, message: `${path.join('.')} has a brace without its partner.`, cure: 'Write placeholders as {{name}}.' }
      const italian = locales.find(SOURCE_LANGUAGE, `${file.namespace}:${path.join('.')}`) ?? locales.find(SOURCE_LANGUAGE, `${file.namespace}:${withoutPlural(path.join('.'))}_other`)
      if (typeof italian !== 'string' || file.language === SOURCE_LANGUAGE) continue
      const [mine, theirs] = [placeholdersOf(text).filter((p) => p !== 'count'), placeholdersOf(italian).filter((p) => p !== 'count')]
      if (mine.join() !== theirs.join()) yield { ...at, message: `${path.join('.')} has {${mine.join(', ')}}, the Italian text {${theirs.join(', ')}}.`, cure: 'Use the same placeholders in every language.' }
    }
  }
}
