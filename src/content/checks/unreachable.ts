import type { Check } from './check.ts'
import { leadsTo, nameOf, writtenSteps } from './steps.ts'

/** Steps to which nothing leads. */
export const unreachable: Check = function* (compiled) {
  const { content, flowFiles } = compiled
  const all = new Map(writtenSteps(compiled).map((w) => [nameOf(w.place), w]))
  const roots = [
    ...flowFiles.map(({ source }) => ({ flow: source.flow, step: source.start })),
    ...Object.values(content.topics).flatMap((t) => ('to' in t.leads ? [t.leads.to] : [])),
    ...flowFiles.flatMap(({ source }) => Object.values(source.moved).map((step) => ({ flow: source.flow, step }))),
  ]
  const seen = new Set<string>()
  const open = roots.map(nameOf)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    const written = all.get(name)
    if (written) open.push(...leadsTo(written.step).map(nameOf))
  }
  for (const [name, { place, file, line }] of all) {
    if (!seen.has(name)) yield { severity: 'error', file, line, step: place.step, message: 'Nothing leads here.', cure: 'Lead to it from a step that people reach, or delete it.' }
  }
}
