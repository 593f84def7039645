import { compile } from '../content/compile.ts'
import { mermaid } from '../content/draw.ts'
import { onMissing, readOptions } from './options.ts'
import { createRenderer } from '../content/render/render.ts'

const USAGE = 'npm run show -- FLOW [--lang it]     a flow with its words, and as a Mermaid graph'
const { values, positionals } = readOptions({ lang: { type: 'string' } }, USAGE)
const { content, locales } = compile(process.cwd())
const name = positionals[0] ?? ''
const flow = Object.hasOwn(content.flows, name) ? content.flows[name] : undefined
if (flow === undefined) {
  console.error(`${name === '' ? 'Say which flow' : `There is no flow ${name}`}: ${Object.keys(content.flows).filter((n) => !n.startsWith('services/')).join(', ')}, or services/<topic>.\n${USAGE}`)
  process.exit(2)
}
const language = values.lang ?? 'it'
const render = createRenderer(locales, onMissing)
const placeholder = (key: string): string => {
  const text = locales.find(language, key)
  return typeof text === 'string' ? text : '(not in this language)'
}
for (const [id, step] of Object.entries(flow.steps)) {
  console.log(`\n${id}  [${step.kind}]`)
  if ('speech' in step) for (const key of [step.speech.key, step.speech.hint, step.speech.why]) if (key) console.log(`    ${placeholder(key)}`)
  const options = step.kind === 'choose' ? step.options : step.kind === 'end' ? step.then : []
  for (const option of options) console.log(`    ▢ ${placeholder(option.key)}  → ${option.next.flow === flow.name ? '' : `${option.next.flow}:`}${option.next.step}`)
  if ('speech' in step && step.speech.cites.length) console.log(`    facts: ${step.speech.cites.join(', ')}`)
}
console.log(`\n${mermaid(flow, (key) => (locales.find(language, key) === undefined ? key : render.text(key, {}, language)))}`)
