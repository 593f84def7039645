import type { Clock } from './switchboard/ports.ts'

const ZONE = 'Europe/Rome'

/** The desk's clock: instants in UTC, days and hours as on a wall in Italy. */
export function createClock(now: () => Date): Clock {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
  let minute = Number.NaN
  let local = { today: '', time: '' }
  return {
    now: () => now().toISOString(),
    // Asked at every message; the wall changes once a minute.
    local() {
      const at = now()
      const current = Math.floor(at.getTime() / 60_000)
      if (current === minute) return local
      const [today = '', time = ''] = wall.format(at).split(' ')
      minute = current
      local = { today, time }
      return local
    },
  }
}
