import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import type { z } from 'zod'
import type { Issue } from './issue.ts'

type Path = readonly PropertyKey[]

/** A YAML or JSON file with the line of everything in it. */
export type SourceFile = {
  readonly file: string
  readonly data: unknown
  /** The line of a value or of its nearest parent that exists. */
  readonly lineOf: (path: Path) => number | null
}

export function readSource(root: string, path: string, issues: Issue[]): SourceFile {
  const file = relative(root, path).replaceAll('\\', '/')
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  for (const error of document.errors) {
    issues.push({
      severity: 'error', check: 'syntax', file, line: lines.linePos(error.pos[0]).line, message: error.message,
      cure: file.endsWith('.json') ? 'Mend the JSON: look for a missing brace, quote or comma at this line or just above it.' : 'Mend the YAML: look at the indentation and the colons of this line.',
    })
  }
  const lineOf = (at: Path): number | null => {
    const node = nodeAt(document.contents, at)
    return node?.range ? lines.linePos(node.range[0]).line : null
  }
  return { file, data: document.errors.length ? null : document.toJS(), lineOf }
}

function nodeAt(root: Node | null, path: Path): Node | null {
  let node = root
  for (const name of path) {
    const next = isMap(node) ? inMap(node, name) : isSeq(node) ? (node.items[Number(name)] as Node | undefined) : undefined
    if (!next) break
    node = next
  }
  return node
}

function inMap(map: YAMLMap, name: PropertyKey): Node | undefined {
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
  return (isNode(pair?.value) && !isScalar(pair.value) ? pair.value : pair?.key) as Node | undefined
}

/** The file's data in its shape, or null with an issue for every field that is not. */
export function shaped<S extends z.ZodType>(source: SourceFile, schema: S, issues: Issue[]): z.infer<S> | null {
  if (source.data === null) return null
  const result = schema.safeParse(source.data)
  if (result.success) return result.data
  for (const problem of result.error.issues) {
    issues.push({
      severity: 'error', check: 'shape', file: source.file, line: source.lineOf(problem.path),
      message: `${problem.path.join('.') || 'the file'}: ${problem.message}`,
      cure: 'Give it the shape that docs/content.md describes for this kind of file.',
    })
  }
  return null
}
