import { acceptedHashes, hashOf, statePath } from '../state.ts'
import { SOURCE_LANGUAGE, textsOf } from '../words.ts'
import type { Check } from './check.ts'

/** Translations of an Italian text that has changed since, or that nobody has accepted yet. */
export const staleText: Check = function* ({ locales }, { root }) {
  const italian = locales.files.filter((f) => f.language === SOURCE_LANGUAGE)
  for (const { tag } of locales.languages.filter((l) => l.tag !== SOURCE_LANGUAGE)) {
    const accepted = acceptedHashes(root, tag)
    for (const source of italian.filter((f) => locales.has(tag, f.namespace))) {
      const stale = [...textsOf(source.words)].filter(({ path, text }) => typeof text === 'string' && accepted[`${source.namespace}:${path.join('.')}`] !== hashOf(text))
      if (stale.length === 0) continue
      const names = stale.map((s) => s.path.join('.'))
      yield {
        severity: 'error', file: `locales/${tag}/${source.namespace}.json`, line: null, language: tag,
        message: `Italian changed since this was translated: ${names.slice(0, 4).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''}.`,
        cure: `Compare with locales/it/${source.namespace}.json, then run: npm run accept -- ${tag} ${source.namespace} (it writes ${statePath('', tag).replace(/^\//, '')}).`,
      }
    }
  }
}
