import type { Flow, Place } from '../core/flow.ts'

type Arrow = readonly [to: Place, label: string]

/** A flow as a Mermaid graph: boxes are steps, arrows say which answer leads on. */
export function mermaid(flow: Flow, label: (key: string) => string): string {
  const box = (place: Place): string => (place.flow === flow.name ? place.step : `${place.flow}:${place.step}`).replace(/[^a-zA-Z0-9_]/g, '_')
  const lines = Object.entries(flow.steps).flatMap(([id, step]) => [
    `  ${box({ flow: flow.name, step: id })}["${id} · ${step.kind}"]`,
    ...arrows(step, label).map(([to, words]) => `  ${box({ flow: flow.name, step: id })} -->${words ? `|"${words.replaceAll('"', "'")}"|` : ''} ${box(to)}`),
  ])
  return ['flowchart TD', ...lines].join('\n')
}

function arrows(step: Flow['steps'][string], label: (key: string) => string): Arrow[] {
  switch (step.kind) {
    case 'say': case 'ask': return [[step.next, '']]
    case 'choose': return step.options.map((o) => [o.next, label(o.key)])
    case 'end': return step.then.map((o) => [o.next, label(o.key)])
    case 'branch': return [...Object.entries(step.cases).map(([name, to]): Arrow => [to, name]), ...(step.otherwise ? [[step.otherwise, 'otherwise'] as Arrow] : [])]
    case 'call': return Object.entries(step.cases).map(([name, to]) => [to, name])
    case 'go': return [[step.to, '']]
    case 'handoff': return []
  }
}
