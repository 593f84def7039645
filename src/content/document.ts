import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import type { z } from 'zod'
import type { Issue } from './issue.ts'

type Path = readonly PropertyKey[]

/** A YAML or JSON file with the line of everything in it. */
export type SourceFile = {
  readonly file: string
  /** Undefined when the file is not there or cannot be parsed, which is an issue already; null when it is empty. */
  readonly data: unknown
  /** The line on which a name stands, or the nearest one above it that exists. */
  readonly lineOf: (path: Path) => number | null
}

export function readSource(root: string, path: string, issues: Issue[]): SourceFile {
  const file = relative(root, path).replaceAll('\\', '/')
  if (!existsSync(path)) {
    issues.push({ severity: 'error', check: 'missing-file', file, line: null, message: `There is no ${file}.`, cure: 'Write it, or name the folder that holds flows, locales and data.' })
    return { file, data: undefined, lineOf: () => null }
  }
  const text = readFileSync(path, 'utf8')
  const data = file.endsWith('.json') ? soundJson(text) : undefined
  return data === undefined ? read(file, text, issues) : { file, data, lineOf: linesOf(text) }
}

/** By the fast parser; undefined when only the thorough one can say what is wrong. */
function soundJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function read(file: string, text: string, issues: Issue[]): SourceFile {
  const { document, lines } = parsed(text)
  for (const error of document.errors) {
    issues.push({
      severity: 'error', check: 'syntax', file, line: lines.linePos(error.pos[0]).line, message: error.message,
      cure: file.endsWith('.json') ? 'Mend the JSON: look for a missing brace, quote or comma at this line or just above it.' : 'Mend the YAML: look at the indentation and the colons of this line.',
    })
  }
  return { file, data: document.errors.length ? undefined : document.toJS(), lineOf: linesOf(text) }
}

/** Where lines are is worked out only when somebody asks: a text with all its positions takes ten times its room. */
function linesOf(text: string): SourceFile['lineOf'] {
  let positions: ReturnType<typeof parsed> | null = null
  return (path) => {
    const { document, lines } = (positions ??= parsed(text))
    const node = writtenAt(document.contents, path)
    return node?.range ? lines.linePos(node.range[0]).line : null
  }
}

function parsed(text: string) {
  const lines = new LineCounter()
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true }), lines }
}

/** The name, or the item of a list, at which a path ends. */
function writtenAt(root: Node | null, path: Path): Node | null {
  let [node, written] = [root, root]
  for (const name of path) {
    const pair = isMap(node) ? pairOf(node, name) : null
    const next = pair ? pair.value : isSeq(node) ? node.items[Number(name)] : undefined
    if (!pair && !isNode(next)) break
    written = pair && isNode(pair.key) ? pair.key : (next as Node)
    node = isNode(next) ? next : null
  }
  return written
}

const pairOf = (map: YAMLMap, name: PropertyKey): Pair | null => map.items.find(({ key }) => isScalar(key) && String(key.value) === String(name)) ?? null

/** The file's data in its shape, or null with an issue for every field that is not. */
export function shaped<S extends z.ZodType>(source: SourceFile, schema: S, issues: Issue[]): z.infer<S> | null {
  if (source.data === undefined) return null
  const result = schema.safeParse(source.data)
  if (result.success) return result.data
  for (const { path, message } of result.error.issues.flatMap((problem) => closest(problem, []))) issues.push(misshapen(source, path, message))
  return null
}

export const misshapen = (source: SourceFile, path: Path, message: string): Issue => ({
  severity: 'error', check: 'shape', file: source.file, line: source.lineOf(path), message: `${path.join('.') || 'the file'}: ${message}`,
  cure: 'Give it the shape that docs/content.md describes for this kind of file.',
})

type Problem = z.core.$ZodIssue
type Told = { readonly path: Path; readonly message: string }

/** Of several allowed shapes only the one that the editor most probably meant is told: the one with the least wrong. */
function closest(problem: Problem, above: Path): Told[] {
  const path = [...above, ...problem.path]
  const [best] = problem.code === 'invalid_union' ? problem.errors.toSorted((a, b) => wrongs(a) - wrongs(b)) : []
  return best ? best.flatMap((inner) => closest(inner, path)) : [{ path, message: problem.message }]
}

const wrongs = (problems: readonly Problem[]): number => problems.reduce((sum, p) => sum + 1 + (p.code === 'unrecognized_keys' ? p.keys.length : 0), 0)
