import ical from 'ical-generator'
import { addDays, isLocalDate } from '../core/dates.ts'
import type { Service } from './service.ts'

/**
 * A calendar file with her dates, each a whole day with a reminder a week before.
 * Arguments: any name → a day; its title is the text at `calendar:<name>`.
 */
export const calendar: Service = {
  name: 'calendar',
  cases: ['done'],
  async run(args, { text, keepFile }) {
    const days = Object.entries(args).filter(([, value]) => isLocalDate(value))
    if (days.length === 0) return { case: 'failed' }
    const file = ical({ prodId: { company: 'Sportello', product: 'Sportello' } })
    for (const [name, day] of days) {
      file.createEvent({ start: day, end: addDays(day, 1), allDay: true, summary: text(`calendar:${name}`), alarms: [{ type: 'display' as never, trigger: 7 * 86_400 }] })
    }
    return { case: 'done', file: await keepFile('sportello.ics', 'text/calendar', new TextEncoder().encode(file.toString())) }
  },
}
