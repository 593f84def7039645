import { join } from 'node:path'
import { orderGiven, tell } from '../child.ts'
import { MODELS, ROOT } from '../places.ts'

/** How far a process goes before it says how much memory it has. `eld-…`: the detector of that size alone. */
export type Stage = 'nothing' | 'content' | 'models' | 'understanding' | 'eld-extrasmall' | 'eld-small' | 'eld-medium' | 'eld-large'
export type StageOrder = { readonly stage: Stage }

const { stage } = orderGiven<StageOrder>()
/** What was made must be there when it is weighed. */
const kept: unknown[] = []

async function content(): Promise<readonly string[]> {
  const { compile } = await import('../../src/content/compile.ts')
  const compiled = compile(ROOT)
  kept.push(compiled)
  return compiled.content.languages
}

async function models(languages: readonly string[]): Promise<void> {
  const [{ openClassifier }, { loadOrder }] = await Promise.all([import('../../src/understanding/trained.ts'), import('../../src/understanding/training.ts')])
  kept.push(await openClassifier(MODELS, await loadOrder(join(ROOT, 'data'), languages), () => {}))
}

async function understanding(languages: readonly string[]): Promise<void> {
  const { createUnderstanding } = await import('../../src/understanding/understanding.ts')
  kept.push(await createUnderstanding({ dataDir: join(ROOT, 'data'), cacheDir: MODELS, languages }))
}

async function detector(size: string): Promise<void> {
  const { eld } = await import('eld')
  const one = eld.newInstance() as unknown as { load: (size: string) => Promise<unknown>; detect: (text: string) => unknown }
  await one.load(size)
  one.detect('vorrei rinnovare il permesso di soggiorno')
  kept.push(one)
}

if (stage.startsWith('eld-')) await detector(stage.slice('eld-'.length))
else if (stage !== 'nothing') {
  const languages = await content()
  if (stage === 'models') await models(languages)
  if (stage === 'understanding') await understanding(languages)
}
// Collected twice, with time for what is freed to go back to the system.
for (let i = 0; i < 3; i++) {
  globalThis.gc?.()
  await new Promise((done) => setTimeout(done, 200))
}
await tell({ ...process.memoryUsage(), kept: kept.length })
