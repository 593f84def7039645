import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDemoDesk, REPOSITORY } from './desk.ts'
import { requireFree, Unready, portIn } from './ports.ts'
import { startProviders } from './providers.ts'
import { startPage } from './server.ts'

/** What was started, the last first. */
const started: (() => Promise<void> | void)[] = []
let stopping: Promise<void> | null = null

/** Stops everything once, and leaves nothing behind. */
const stop = (code: number): Promise<void> => (stopping ??= (async () => {
  for (const end of started.splice(0).reverse()) await end()
  process.exit(code)
})())

function buildPages(): void {
  const { status, stderr } = spawnSync(process.execPath, [join('tools', 'build.mjs'), '--if-stale'], { cwd: REPOSITORY, encoding: 'utf8' })
  if (status !== 0) throw new Unready(`Le pagine non si sono potute costruire (npm run build). / The pages could not be built.\n${stderr}`)
}

async function start(): Promise<void> {
  const [deskPort, pagePort] = [portIn('PORT', 8080), portIn('DEMO_PORT', 8099)]
  await requireFree('PORT', deskPort)
  await requireFree('DEMO_PORT', pagePort)
  buildPages()
  const folder = mkdtempSync(join(tmpdir(), 'sportello-demo-'))
  started.push(() => rmSync(folder, { recursive: true, force: true }))
  const providers = await startProviders()
  started.push(providers.stop)
  const { desk, operator } = await openDemoDesk({ folder, port: deskPort, logLevel: process.env.LOG_LEVEL ?? 'fatal', now: providers.clock.now, env: providers.env })
  started.push(desk.stop)
  await providers.connect(desk.url)
  const page = await startPage(providers, { chat: `${desk.url}/`, inbox: `${desk.url}/inbox`, ...operator }, pagePort)
  started.push(page.stop)
  process.stdout.write([
    'Sportello, dimostrazione: i canali sono imitati, niente esce da questa macchina. / Every channel is emulated.',
    `  Sei telefoni / six phones:       ${page.url}`,
    `  Chat sul web / web chat:         ${desk.url}/`,
    `  Operatori / inbox:               ${desk.url}/inbox   ${operator.email}   ${operator.password}`,
    '  Ctrl-C: chiude, e cancella ogni cosa. / stops, and removes everything.', '',
  ].join('\n'))
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
await start().catch(async (error: unknown) => {
  if (stopping) return stopping
  process.stderr.write(`${error instanceof Unready ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  return stop(1)
})
