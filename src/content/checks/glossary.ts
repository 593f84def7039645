import type { Issue } from '../issue.ts'
import { loadGlossary, type Term } from '../load/glossary.ts'
import { SOURCE_LANGUAGE, textsOf, type WordsFile } from '../words.ts'
import type { Check } from './check.ts'

type Found = Omit<Issue, 'check'>

/** What people type, examples, and labels with room for a few words: free in their words. */
const FREE = /(^|\.)(synonyms|hint|options|title)(\.|$)/

/** Protected terms said otherwise than the glossary approves, or without the Italian word at their first mention. */
export const glossary: Check = function* ({ locales }, { root }) {
  const issues: Issue[] = []
  const terms = loadGlossary(root, issues)
  yield* issues
  for (const file of locales.files) {
    if (file.language === SOURCE_LANGUAGE) continue
    const italian = locales.files.find((f) => f.language === SOURCE_LANGUAGE && f.namespace === file.namespace)
    const texts = [...textsOf(file.words)].flatMap(({ path, text }) => (typeof text === 'string' && !FREE.test(path.join('.')) ? [{ path, text: text.toLowerCase() }] : []))
    for (const term of terms) yield* misrendered(file, texts, italian ? italianOf(italian) : new Map(), term)
    if (isFlow(file)) for (const term of terms) yield* unaccompanied(file, texts, term)
  }
}

type Text = { readonly path: readonly string[]; readonly text: string }

const isFlow = ({ words }: WordsFile): boolean => typeof words.steps === 'object' && typeof words.answers === 'object'

const italianOf = ({ words }: WordsFile): Map<string, string> =>
  new Map([...textsOf(words)].flatMap(({ path, text }) => (typeof text === 'string' ? [[path.join('.'), text.toLowerCase()] as const] : [])))

function* misrendered(file: WordsFile, texts: readonly Text[], italian: ReadonlyMap<string, string>, term: Term): Generator<Found> {
  const approved = term.approved[file.language]
  for (const { path, text } of texts) {
    const at = { severity: 'error' as const, file: file.file, language: file.language }
    const wrong = term.never[file.language]?.find((w) => text.includes(w))
    if (wrong !== undefined && saysItalian(italian, path, term)) yield { ...at, line: file.lineOf(path), message: `${path.join('.')} says «${wrong}» for «${term.italian[0]}».`, cure: `It means something else. Use ${approved?.join(', ') ?? 'the Italian word'}.` }
    if (approved === undefined || !saysItalian(italian, path, term) || saysIt(text, term, file.language)) continue
    yield { ...at, line: file.lineOf(path), message: `${path.join('.')} does not say «${term.italian[0]}» as the glossary does.`, cure: `Use ${approved.join(', ')}, or the Italian word; or add a rendering to data/glossary/terms.yaml.` }
  }
}

const saysItalian = (italian: ReadonlyMap<string, string>, path: readonly string[], { italian: forms }: Term): boolean => forms.some((f) => italian.get(path.join('.'))?.includes(f))

const saysIt = (text: string, { italian, approved }: Term, language: string): boolean => [...(approved[language] ?? []), ...italian].some((w) => text.includes(w))

/** In the order in which the file stands, which is that of the procedure. */
function* unaccompanied(file: WordsFile, texts: readonly Text[], term: Term): Generator<Found> {
  const { beside } = term
  if (beside === null) return
  const first = texts.find(({ path, text }) => path.at(-1) === 'text' && saysIt(text, term, file.language))
  if (first === undefined || first.text.includes(beside)) return
  yield {
    severity: 'error', file: file.file, language: file.language, line: file.lineOf(first.path), message: `${first.path.join('.')} mentions «${beside}» for the first time without the Italian word.`,
    cure: 'Write it beside: it is the word on the form.',
  }
}
