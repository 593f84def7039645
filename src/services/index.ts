import { calendar } from './calendar.ts'
import type { Service } from './service.ts'

/** Every service that a flow may call: one line each. */
export const services: ReadonlyMap<string, Service> = new Map([calendar].map((s) => [s.name, s]))
