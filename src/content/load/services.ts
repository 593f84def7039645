import { basename, join } from 'node:path'
import type { Sheet } from '../../core/content.ts'
import type { Flow } from '../../core/flow.ts'
import { readSource, type SourceFile, shaped } from '../document.ts'
import type { Issue } from '../issue.ts'
import { serviceSchema } from '../schema/data.ts'
import { filesBelow } from '../words.ts'

export type SheetFile = SourceFile & { readonly sheet: Sheet }

export function loadSheets(root: string, issues: Issue[]): SheetFile[] {
  return filesBelow(join(root, 'data', 'services'), '.yaml').flatMap((path) => {
    const file = readSource(root, path, issues)
    const data = shaped(file, serviceSchema, issues)
    if (data === null) return []
    if (data.topic !== basename(path, '.yaml')) {
      issues.push({ severity: 'error', check: 'shape', file: file.file, line: file.lineOf(['topic']), message: `The sheet is about ${data.topic}, its file is called ${basename(path)}.`, cure: 'Give both the same name.' })
    }
    const words = sheetNamespace(data.topic)
    const ready = Object.entries(data.ready).map(([id, facts]) => ({ id, key: `${words}:ready.${id}`, facts }))
    return [{ ...file, sheet: { ...data, office: `${words}:office`, ready } }]
  })
}

export const sheetNamespace = (topic: string): string => `services/${topic}`

/** A pointer is a flow of one step: it says what is known, then what one can do next. */
export function sheetFlow({ topic }: Sheet): Flow {
  const name = sheetNamespace(topic)
  const speech = { key: `${name}:text`, hint: null, why: null, answers: {}, facts: {}, cites: [], show: [{ kind: 'sheet' as const, topic }], data: 'general' as const, card: null }
  return { name, topic, start: 'info', moved: {}, steps: { info: { kind: 'end', speech, then: [] } } }
}
