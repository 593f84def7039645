import type { Check } from './check.ts'
import { exists, leadsTo, nameOf, writtenSteps } from './steps.ts'

/** Steps, starts and topics that lead to something that is not there. */
export const dangling: Check = function* (compiled) {
  const { content, flowFiles } = compiled
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    for (const to of leadsTo(step)) {
      if (!exists(compiled, to)) yield { severity: 'error', file, line, step: place.step, message: `It leads to ${nameOf(to)}, which is not there.`, cure: 'Write that step, or name one that exists.' }
    }
  }
  for (const { source, file, lineOf } of flowFiles) {
    if (!Object.hasOwn(source.steps, source.start)) yield { severity: 'error', file, line: lineOf(['start']), message: `It starts at ${source.start}, which is not there.`, cure: 'Name a step of this flow.' }
    for (const [from, to] of Object.entries(source.moved)) {
      if (!Object.hasOwn(source.steps, to)) yield { severity: 'error', file, line: lineOf(['moved', from]), step: from, message: `${from} moved to ${to}, which is not there.`, cure: 'Name a step of this flow.' }
    }
    for (const [id, step] of Object.entries(source.steps)) {
      const topics = 'topics' in step ? step.topics : []
      for (const topic of topics) {
        if (!Object.hasOwn(content.topics, topic)) yield { severity: 'error', file, line: lineOf(['steps', id, 'topics']), step: id, message: `It offers the topic ${topic}, which is not in data/topics.yaml.`, cure: 'Add it there, or take it out here.' }
      }
    }
  }
  for (const { topic, leads } of Object.values(content.topics)) {
    if ('to' in leads && !exists(compiled, leads.to)) {
      yield { severity: 'error', file: 'data/topics.yaml', line: null, message: `${topic} leads to ${nameOf(leads.to)}, which is not there.`, cure: `Write data/services/${topic}.yaml, or name a step that exists.` }
    }
  }
  if (!exists(compiled, content.menu)) yield { severity: 'error', file: 'data/topics.yaml', line: null, message: `The menu names the flow ${content.menu.flow}, which is not there.`, cure: 'Give `menu` the name of a flow.' }
}
