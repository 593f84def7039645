import { spawnSync } from 'node:child_process'
import { ROOT } from '../../support/pizzeria.ts'

/** What the browsers open is what the sources say. */
export default function buildPages(): void {
  const { status } = spawnSync(process.execPath, ['tools/build.mjs', '--if-stale'], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) throw new Error('The pages were not built: see above.')
}
