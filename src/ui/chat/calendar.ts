/** One all-day event as an iCalendar file (RFC 5545). `date` is YYYY-MM-DD. */
export function calendar(event: { date: string; label: string; uid: string; stamp: Date }): string {
  const next = new Date(`${event.date}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sportello//chat//IT',
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${event.stamp.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${compact(event.date)}`,
    `DTEND;VALUE=DATE:${compact(next.toISOString().slice(0, 10))}`,
    `SUMMARY:${event.label.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n')}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const compact = (date: string): string => date.replaceAll('-', '')

const octets = (character: string): number => new TextEncoder().encode(character).length

/** Lines hold 75 octets at most, and a Chinese character is three of them. */
function folded(line: string): string {
  let out = ''
  let room = 75
  for (const character of line) {
    if (octets(character) > room) {
      out += '\r\n '
      room = 74
    }
    out += character
    room -= octets(character)
  }
  return out
}
