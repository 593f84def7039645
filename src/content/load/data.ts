import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Checklist, Comune, Lexicon, TopicEntry, UrgentAdvice } from '../../core/content.ts'
import type { Desk } from '../../core/desk.ts'
import { URGENT_KINDS, type UrgentKind } from '../../core/hints.ts'
import { fold } from '../../core/text.ts'
import type { Place } from '../../core/flow.ts'
import type { Publishers } from '../../core/publishers.ts'
import { readSource, type SourceFile, shaped } from '../document.ts'
import type { Issue } from '../issue.ts'
import { checklistSchema, comuniSchema, deskSchema, lexiconSchema, publishersSchema, topicsSchema, urgentSchema } from '../schema/data.ts'
import { filesBelow, type Locales } from '../words.ts'
import { sheetNamespace } from './services.ts'

/** A checklist's items are worded in the locale of the flow whose name it begins with: `permit-renewal.documents`. */
export function loadChecklists(root: string, issues: Issue[]): ChecklistFile[] {
  return filesBelow(join(root, 'data', 'checklists'), '.yaml').flatMap((path) => {
    const file = readSource(root, path, issues)
    const data = shaped(file, checklistSchema, issues)
    if (data === null) return []
    const [namespace, list] = data.checklist.split('.')
    return [{ ...file, checklist: { name: data.checklist, items: Object.entries(data.items).map(([id, item]) => ({ id, key: `${namespace}:${list}.${id}`, ...item })) } }]
  })
}

export type ChecklistFile = SourceFile & { readonly checklist: Checklist }

export type Topics = { readonly menu: string; readonly entries: Record<string, TopicEntry> }

export function loadTopics(root: string, startOf: (flow: string) => string | undefined, issues: Issue[]): Topics {
  const data = shaped(readSource(root, join(root, 'data', 'topics.yaml'), issues), topicsSchema, issues)
  if (data === null) return { menu: 'menu', entries: {} }
  const placeOf = (target: string): Place => {
    const [flow = '', step = ''] = target.split(':')
    return { flow, step: step || (startOf(flow) ?? '') }
  }
  const entries = Object.entries(data.topics).map(([topic, entry]): [string, TopicEntry] => {
    if ('command' in entry || 'reply' in entry) return [topic, { topic, leads: entry, key: `common:topics.${topic}` }]
    const namespace = sheetNamespace(topic)
    const to = entry.leads !== undefined ? placeOf(entry.leads) : { flow: namespace, step: 'info' }
    return [topic, { topic, leads: { to }, key: `${namespace}:title` }]
  })
  return { menu: data.menu, entries: Object.fromEntries(entries) }
}

/** A desk is closed on public holidays and on its own days. */
export function loadDesks(root: string, holidays: ReadonlySet<string>, issues: Issue[]): Record<string, Desk> {
  const desks = filesBelow(join(root, 'data', 'desks'), '.yaml').flatMap((path) => {
    const d = shaped(readSource(root, path, issues), deskSchema, issues)
    return d ? [d] : []
  })
  return Object.fromEntries(desks.map((d) => [d.id, {
    id: d.id, name: d.name, comune: d.comune, demonstration: d.demonstration, controller: d.controller, privacyContact: d.privacy_contact,
    privacyUrl: d.privacy_url, accessibilityUrl: d.accessibility_url, feedbackAddress: d.feedback_address, shifts: d.shifts, closedOn: new Set([...holidays, ...d.closed_on]),
  }]))
}

export function loadComuni(root: string, issues: Issue[]): Comune[] {
  const data = shaped(readSource(root, join(root, 'data', 'comuni.yaml'), issues), comuniSchema, issues)
  return Object.entries(data?.comuni ?? {}).map(([id, names]) => ({ id, name: names[0] as string, names: names.map(fold) }))
}

/** Whose pages count as a public body's own. */
export const loadPublishers = (root: string, issues: Issue[]): Publishers =>
  shaped(readSource(root, join(root, 'data', 'publishers.yaml'), issues), publishersSchema, issues)?.publishers ?? {}

/** Which numbers each danger is told; the words are `urgent:advice.<kind>`. */
export function loadUrgent(root: string, issues: Issue[]): Record<UrgentKind, UrgentAdvice> {
  const data = shaped(readSource(root, join(root, 'data', 'urgent-advice.yaml'), issues), urgentSchema, issues)
  const of = (kind: UrgentKind): UrgentAdvice => ({ kind, numbers: data?.advice[kind]?.numbers ?? [], key: `urgent:advice.${kind}` })
  return Object.fromEntries(URGENT_KINDS.map((kind) => [kind, of(kind)])) as Record<UrgentKind, UrgentAdvice>
}

export function loadLexicons(root: string, { languages }: Locales, issues: Issue[]): Record<string, Lexicon> {
  return Object.fromEntries(languages.flatMap(({ tag }) => {
    const path = join(root, 'locales', tag, 'lexicon.json')
    if (!existsSync(path)) {
      issues.push({ severity: 'error', check: 'missing-text', file: `locales/${tag}/lexicon.json`, line: null, language: tag, message: 'There is no lexicon.', cure: 'Copy the Italian one and translate its words.' })
      return []
    }
    const data = shaped(readSource(root, path, issues), lexiconSchema, issues)
    return data ? [[tag, folded(data)] as const] : []
  }))
}

function folded(lexicon: Lexicon): Lexicon {
  const all = (words: readonly string[]): string[] => words.map(fold)
  return {
    commands: Object.fromEntries(Object.entries(lexicon.commands).map(([name, words]) => [name, all(words)])) as unknown as Lexicon['commands'],
    yes: all(lexicon.yes), no: all(lexicon.no), months: lexicon.months.map(all),
    numerals: Object.fromEntries(Object.entries(lexicon.numerals).map(([word, n]) => [fold(word), n])),
    dateNoise: all(lexicon.dateNoise), today: all(lexicon.today), tomorrow: all(lexicon.tomorrow), thanks: all(lexicon.thanks),
  }
}
