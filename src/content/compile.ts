import { createHash } from 'node:crypto'
import type { Content } from '../core/content.ts'
import type { Publishers } from '../core/publishers.ts'
import { loadFacts, type FactEntry, type SourceEntry } from './load/facts.ts'
import { answerTypes, compileFlows, type FlowFile, readFlows } from './load/flows.ts'
import { type ChecklistFile, loadChecklists, loadComuni, loadDesks, loadLexicons, loadPublishers, loadTopics, loadUrgent } from './load/data.ts'
import { foldLabels } from './load/labels.ts'
import { loadSheets, sheetFlow, sheetNamespace, type SheetFile } from './load/services.ts'
import { publicHolidays } from './holidays.ts'
import type { Issue } from './issue.ts'
import { parsePhone } from './phone.ts'
import { loadLocales, type Locales } from './words.ts'

/** Content as read: what the product serves, and what the checks look at. */
export type Compiled = {
  readonly content: Content
  readonly locales: Locales
  readonly facts: ReadonlyMap<string, FactEntry>
  readonly sources: readonly SourceEntry[]
  readonly publishers: Publishers
  readonly checklistFiles: readonly ChecklistFile[]
  readonly flowFiles: readonly FlowFile[]
  readonly sheetFiles: readonly SheetFile[]
  /** What already made reading it fail; the checks add theirs. */
  readonly issues: readonly Issue[]
}

/** Years of public holidays known ahead and behind. */
const CALENDAR = { from: 2024, to: 2036 }

/** Reads `flows/`, `locales/` and `data/` below a folder. Never throws for what an editor wrote: it lists it. */
export function compile(root: string): Compiled {
  const issues: Issue[] = []
  const locales = loadLocales(root, issues)
  const { facts, sources } = loadFacts(root, issues)
  const publishers = loadPublishers(root, issues)
  const checklistFiles = loadChecklists(root, issues)
  const flowFiles = readFlows(root, issues)
  const sheetFiles = loadSheets(root, issues)
  const starts = new Map(flowFiles.map((f) => [f.source.flow, f.source.start]))
  const topics = loadTopics(root, (name) => starts.get(name) ?? (name.startsWith('services/') ? 'info' : undefined), issues)
  const flows = { ...compileFlows(flowFiles, topics.entries, locales), ...Object.fromEntries(sheetFiles.map(({ sheet }) => [sheetNamespace(sheet.topic), sheetFlow(sheet)])) }
  const languages = locales.languages.map((l) => l.tag)
  const holidays = publicHolidays(CALENDAR.from, CALENDAR.to)
  const content: Omit<Content, 'version'> = {
    languages, flows,
    flowLanguages: Object.fromEntries(Object.keys(flows).map((name) => [name, languages.filter((tag) => locales.has(tag, name))])),
    answers: answerTypes(flows),
    facts: Object.fromEntries([...facts].map(([name, { fact }]) => [name, fact])),
    checklists: Object.fromEntries(checklistFiles.map(({ checklist }) => [checklist.name, checklist])),
    sheets: Object.fromEntries(sheetFiles.map(({ sheet }) => [sheet.topic, sheet])),
    topics: topics.entries,
    lexicons: loadLexicons(root, locales, issues),
    labels: foldLabels(flows, Object.values(topics.entries).map((t) => t.key), locales),
    comuni: loadComuni(root, issues),
    desks: loadDesks(root, holidays, issues),
    holidays,
    urgent: loadUrgent(root, issues),
    menu: { flow: topics.menu, step: starts.get(topics.menu) ?? '' },
    parsePhone,
  }
  return { content: freeze({ ...content, version: versionOf(content, locales) }), locales, facts, sources, publishers, checklistFiles, flowFiles, sheetFiles, issues }
}

/** Twelve hex digits that change with any word, figure or step. */
function versionOf(content: Omit<Content, 'version'>, locales: Locales): string {
  const hash = createHash('sha256').update(JSON.stringify(content))
  for (const file of locales.files) hash.update(JSON.stringify(file.words))
  return hash.digest('hex').slice(0, 12)
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !(value instanceof Set)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freeze(inner)
  }
  return value
}
