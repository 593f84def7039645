import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readSource, shaped } from '../document.ts'
import type { Issue } from '../issue.ts'
import { glossarySchema } from '../schema/glossary.ts'

/** How the languages say one word of Italian forms. Everything is lower case. */
export type Term = {
  readonly id: string
  readonly italian: readonly string[]
  /** The word on the form, which stands beside the first mention; null where it need not. */
  readonly beside: string | null
  /** Language → approved renderings. */
  readonly approved: Readonly<Record<string, readonly string[]>>
  readonly never: Readonly<Record<string, readonly string[]>>
}

const low = (words: readonly string[]): string[] => words.map((w) => w.toLowerCase())
const lowAll = (by: Readonly<Record<string, readonly string[]>>): Record<string, string[]> => Object.fromEntries(Object.entries(by).map(([tag, words]) => [tag, low(words)]))

/** `data/glossary/terms.yaml`; a content without one has no protected terms. */
export function loadGlossary(root: string, issues: Issue[]): Term[] {
  const path = join(root, 'data', 'glossary', 'terms.yaml')
  if (!existsSync(path)) return []
  const data = shaped(readSource(root, path, issues), glossarySchema, issues)
  return Object.entries(data?.terms ?? {}).map(([id, { it, beside, never, ...approved }]) => ({
    id, italian: low(it), beside: beside?.toLowerCase() ?? null, approved: lowAll(approved), never: lowAll(never),
  }))
}
