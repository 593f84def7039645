import { locale } from './words.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const unit = (count: number, name: 'second' | 'minute' | 'hour' | 'day'): string =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(count)

/** How long something has lasted: seconds in the first minute, then minutes, hours with minutes, days. */
export function lasted(ms: number): string {
  const time = Math.max(0, ms)
  if (time < MINUTE) return unit(Math.floor(time / SECOND), 'second')
  if (time < HOUR) return unit(Math.floor(time / MINUTE), 'minute')
  if (time >= DAY) return unit(Math.floor(time / DAY), 'day')
  const minutes = Math.floor((time % HOUR) / MINUTE)
  return [unit(Math.floor(time / HOUR), 'hour'), ...(minutes > 0 ? [unit(minutes, 'minute')] : [])].join(' ')
}

export function ago(ms: number): string {
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'short' })
  const time = Math.max(0, ms)
  if (time < MINUTE) return relative.format(0, 'second')
  if (time < HOUR) return relative.format(-Math.floor(time / MINUTE), 'minute')
  return time < DAY ? relative.format(-Math.floor(time / HOUR), 'hour') : relative.format(-Math.floor(time / DAY), 'day')
}

export const clock = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))

const isToday = (date: Date): boolean => date.toDateString() === new Date().toDateString()

/** The hour today, else the day and the hour. */
export function moment(at: string): string {
  const date = new Date(at)
  if (isToday(date)) return clock(at)
  const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    ...year,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date)
}

export const day = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at))

/** A day of the calendar, wherever one is. */
export const date = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

/** A median of the day. */
export const minutes = (count: number): string => (count < 1 ? `< ${unit(1, 'minute')}` : lasted(count * MINUTE))
