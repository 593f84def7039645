import type { Place, Speech, Step } from '../../core/flow.ts'
import type { Compiled } from '../compile.ts'

/** A step with where it is written. */
export type Written = { readonly place: Place; readonly step: Step; readonly file: string; readonly line: number | null }

export const writtenSteps = ({ flowFiles, content }: Compiled): Written[] =>
  flowFiles.flatMap(({ source, file, lineOf }) =>
    Object.entries(content.flows[source.flow]?.steps ?? {}).map(([id, step]) => ({ place: { flow: source.flow, step: id }, step, file, line: lineOf(['steps', id]) })))

/** Every place to which a step can lead by itself or by her choice. */
export function leadsTo(step: Step): Place[] {
  switch (step.kind) {
    case 'say': case 'ask': return [step.next]
    case 'choose': return step.options.map((o) => o.next)
    case 'branch': return [...Object.values(step.cases), ...(step.otherwise ? [step.otherwise] : [])]
    case 'call': return Object.values(step.cases)
    case 'go': return [step.to]
    case 'end': return step.then.map((o) => o.next)
    case 'handoff': return []
  }
}

export const speechOf = (step: Step): Speech | null => ('speech' in step ? step.speech : null)

export const optionsOf = (step: Step) => (step.kind === 'choose' ? step.options : step.kind === 'end' ? step.then : [])

export const exists = ({ content }: Compiled, { flow, step }: Place): boolean => Object.hasOwn(content.flows, flow) && Object.hasOwn(content.flows[flow]?.steps ?? {}, step)

/** The answer that a step leaves behind. */
export const savedBy = (step: Step): string | null => (step.kind === 'ask' || step.kind === 'choose' || step.kind === 'call' ? step.saveAs : null)

/** She is heard here: commands, and so a person, are within reach. */
export const listens = (step: Step): boolean => step.kind === 'choose' || step.kind === 'ask' || step.kind === 'end' || step.kind === 'handoff' || step.kind === 'call'

export const nameOf = ({ flow, step }: Place): string => `${flow}:${step}`
