import { compile } from '../content/compile.ts'
import { accept } from '../content/state.ts'

/** `npm run accept -- LANGUAGE [NAMESPACE]`: the translation says what the Italian text says now. */
const [language, namespace = null] = process.argv.slice(2)
const root = process.cwd()
const { locales } = compile(root)
if (language === undefined || !locales.languages.some((l) => l.tag === language)) {
  console.error(`Say which language: ${locales.languages.map((l) => l.tag).join(', ')}. For example: npm run accept -- zh permit-renewal`)
  process.exitCode = 1
} else {
  console.log(`${accept(root, locales, language, namespace)} texts accepted for ${language}.`)
}
