import { basename, join } from 'node:path'
import type { AnswerType, Flow, Option } from '../../core/flow.ts'
import type { TopicEntry } from '../../core/content.ts'
import { readSource, type SourceFile, shaped } from '../document.ts'
import type { Issue } from '../issue.ts'
import { type FlowSource, flowSchema } from '../schema/flow.ts'
import { filesBelow, type Locales, SOURCE_LANGUAGE } from '../words.ts'
import { compileStep } from './flow.ts'

export type FlowFile = SourceFile & { readonly source: FlowSource }

export function readFlows(root: string, issues: Issue[]): FlowFile[] {
  return filesBelow(join(root, 'flows'), '.yaml').flatMap((path) => {
    const file = readSource(root, path, issues)
    const source = shaped(file, flowSchema, issues)
    if (source === null) return []
    if (source.flow !== basename(path, '.yaml')) {
      issues.push({ severity: 'error', check: 'shape', file: file.file, line: file.lineOf(['flow']), message: `The flow is called ${source.flow}, its file ${basename(path)}.`, cure: 'Give both the same name.' })
    }
    return [{ ...file, source }]
  })
}

export function compileFlows(files: readonly FlowFile[], topics: Readonly<Record<string, TopicEntry>>, locales: Locales): Record<string, Flow> {
  const starts = new Map(files.map((f) => [f.source.flow, f.source.start]))
  const topicOption = (topic: string): Option | null => {
    const entry = Object.hasOwn(topics, topic) ? topics[topic] : undefined
    return entry && 'to' in entry.leads ? { id: topic, key: entry.key, next: entry.leads.to } : null
  }
  return Object.fromEntries(files.map(({ source }) => {
    const context = {
      flow: source, topicOption,
      startOf: (name: string) => starts.get(name) ?? (name.startsWith('services/') ? 'info' : undefined),
      textAt: (key: string) => {
        const text = locales.find(SOURCE_LANGUAGE, key)
        return typeof text === 'string' ? text : undefined
      },
    }
    const steps = Object.fromEntries(Object.entries(source.steps).map(([id, step]) => [id, compileStep(context, id, step)]))
    return [source.flow, { name: source.flow, topic: source.topic ?? null, start: source.start, steps, moved: source.moved }]
  }))
}

/** What each saved answer is: needed to write it in a sentence and to test every value. */
export function answerTypes(flows: Readonly<Record<string, Flow>>): Record<string, AnswerType> {
  const types: Record<string, AnswerType> = {}
  for (const step of Object.values(flows).flatMap((f) => Object.values(f.steps))) {
    if (step.kind === 'ask') types[step.saveAs] = { kind: step.expects }
    if (step.kind === 'choose' && step.saveAs !== null) {
      const known = types[step.saveAs]
      const labels = Object.fromEntries(step.options.map((o) => [o.id, o.key]))
      types[step.saveAs] = { kind: 'option', labels: { ...(known?.kind === 'option' ? known.labels : {}), ...labels } }
    }
  }
  return types
}

