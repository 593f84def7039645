import type { Clock } from './switchboard/ports.ts'

const ZONE = 'Europe/Rome'

/** The desk's clock: instants in UTC, days and hours as on a wall in Italy. */
export function createClock(now: () => Date): Clock {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
  return {
    now: () => now().toISOString(),
    local() {
      const [today = '', time = ''] = wall.format(now()).split(' ')
      return { today, time }
    },
  }
}
