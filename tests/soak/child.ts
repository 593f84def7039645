import './faster.ts'
import { pino } from 'pino'
import { openDesk } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { hours } from './hours.ts'

/** The desk of the soak, in a process of its own. */
const now = hours(Number(process.env.SOAK_EPOCH), Number(process.env.SOAK_SPEED))
const desk = await openDesk({ config: readConfig(process.env), root: process.env.CONTENT_ROOT ?? process.cwd(), now: () => new Date(now()), log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }, pino.destination(2)) })
process.on('SIGTERM', () => void desk.stop().then(() => process.exit(0)))
