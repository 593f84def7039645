import { expect, it } from 'vitest'
import { calendar } from '../../src/ui/chat/calendar.ts'

const stamp = new Date('2026-11-22T10:00:00.000Z')

it('is one whole day, ended by the next', () => {
  const text = calendar({ date: '2027-02-28', label: 'Scadenza; a, b', uid: 'u', stamp })
  expect(text).toContain('DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301\r\n')
  expect(text).toContain('SUMMARY:Scadenza\\; a\\, b\r\n')
  expect(text).toContain('DTSTAMP:20261122T100000Z\r\n')
})

it('folds long Chinese lines at 75 octets and loses nothing', () => {
  const label = '最晚寄出日期'.repeat(12)
  const text = calendar({ date: '2027-03-12', label, uid: 'u', stamp })
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${label}`)
})
