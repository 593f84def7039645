import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BadConfig, readConfig } from './config.ts'
import { BadContent } from './content/issue.ts'
import { openDesk, type RunningDesk } from './compose.ts'
import { settle } from './settle.ts'
import { StoreLocked, StoreTooNew, StoreUnavailable } from './store/store.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Mistakes that the person at the terminal can mend: told in words, without a stack. */
const isMendable = (error: unknown): error is Error =>
  [BadConfig, BadContent, StoreLocked, StoreTooNew, StoreUnavailable].some((kind) => error instanceof kind)

const portTaken = (error: unknown): string | null => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return 'The port is taken by another program. Choose another one, for example PORT=8081.'
  return code === 'EACCES' ? 'This port or address is not allowed for this user. Choose a port above 1024, for example PORT=8080.' : null
}

async function start(): Promise<RunningDesk> {
  try {
    return await openDesk({ config: readConfig(process.env), root, now: () => new Date() })
  } catch (error) {
    const words = isMendable(error) ? error.message : portTaken(error)
    if (words === null) throw error
    process.stderr.write(`${words}\n`)
    process.exit(1)
  }
}

const desk = await start()
await settle()
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    void desk.stop().then(() => process.exit(0))
  })
}

const { email, created, password } = desk.firstOperator
process.stdout.write([
  `The desk is open.`,
  `  Citizens:   ${desk.url}/`,
  `  Operators:  ${desk.url}/inbox`,
  ...(created ? [`  First operator: ${email}${password === null ? '' : `, password ${password} (shown only now)`}`] : []),
  '',
].join('\n'))
