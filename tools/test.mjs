// The test command: types, lint, ladder, unused code, content, the tests, the browser story. Its last line counts what passed and failed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => join(root, 'node_modules', '.bin', name)
const totals = { passed: 0, failed: 0, skipped: 0 }

const run = (command, args, env = {}) => spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0

function step(title, command, args, env) {
  console.log(`\n── ${title}`)
  const passed = run(command, args, env)
  totals[passed ? 'passed' : 'failed']++
  if (!passed) console.log(`✗ ${title} failed`)
}

/** A vitest run, counted test by test. */
function suite(title, args, env) {
  console.log(`\n── ${title}`)
  const folder = mkdtempSync(join(tmpdir(), 'results-'))
  const file = join(folder, 'results.json')
  const green = run(bin('vitest'), ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], env)
  const results = readResults(file)
  rmSync(folder, { recursive: true })
  totals.passed += results.numPassedTests
  totals.skipped += results.numPendingTests + results.numTodoTests
  totals.failed += results.numFailedTests || (green ? 0 : 1)
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 }
  }
}

for (const project of ['tsconfig.json', 'src/core/tsconfig.json', 'src/ui/tsconfig.json', 'src/ui/inbox/tsconfig.json']) step(`types: ${project}`, bin('tsc'), ['-p', project])
step('lint', bin('biome'), ['lint', '--error-on-warnings'])
step('import ladder', bin('depcruise'), ['--config', 'tools/ladder.cjs', 'src'])
step('unused code', bin('knip'), [])
step('content', process.execPath, ['--import', 'tsx', 'src/cli/check.ts'])
// Trained once, for all tests; and what it understands is printed.
step('understanding', process.execPath, ['--import', 'tsx', 'src/cli/understand.ts', '--evaluate'])
step('pages', process.execPath, ['tools/build.mjs'])
suite('tests', [])
suite('the story in a browser', ['--config', 'vitest.e2e.config.ts'], { CHROMIUM: ensureChromium() ?? '' })

console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exitCode = totals.failed > 0 ? 1 : 0
