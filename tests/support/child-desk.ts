import { pino } from 'pino'
import { openDesk } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'

/** A desk in a process of its own, with the content in CONTENT_ROOT: to be killed. */
const desk = await openDesk({ config: readConfig(process.env), root: process.env.CONTENT_ROOT ?? process.cwd(), now: () => new Date(), log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }, pino.destination(2)) })
process.stdout.write(`${desk.url}\n`)
process.on('SIGTERM', () => void desk.stop().then(() => process.exit(0)))
