import { describe, expect, test } from 'vitest'
import { dayIn } from '../../src/sources/days.ts'
import { excerptOf } from '../../src/sources/diff.ts'
import { withoutNoise } from '../../src/sources/noise.ts'

const TODAY = '2026-11-22'

describe('what changes every day is set apart', () => {
  test.each([
    'Domenica 22 novembre 2026', 'Oggi è domenica 22 novembre 2026', '22/11/2026 10:15:33', 'domenica 22/11/2026 - ore 10.15', 'Today is November 22, 2026', '10:15:33', 'Sono le ore 10:15:33',
    'Visite: 12.345', 'Visitatori oggi: 7', 'Numero di accessi: 99', '1.234 visualizzazioni', 'Pagina visitata 12345 volte', 'Questa pagina è stata letta 3 volte.', '浏览次数：12345', 'Utenti online: 4',
  ])('«%s» is left out', (line) => expect(withoutNoise(['Prima', line, 'Dopo'], TODAY).lines).toEqual(['Prima', 'Dopo']))
  test.each([
    '31/12/2026', 'lunedì 23 novembre 2026', 'Ore 9:00', '9:00 - 13:00', 'Il permesso costa 30,46 euro', 'Le visite si prenotano al numero 055 203891 dalle 8', 'Accessi al pronto soccorso', '22 novembre 2026: chiuso',
    'Visite guidate: sabato 10:00', '12 visite mediche gratuite', '3 letture consigliate per tutti',
  ])('«%s» stays', (line) => expect(withoutNoise([line], TODAY).lines).toEqual([line]))
  test.each<[string[], string | null, string[]]>([
    [['Ultimo aggiornamento: 20/11/2026'], '2026-11-20', []],
    [['Ultimo aggiornamento: 20/11/2026, 10:15'], '2026-11-20', []],
    [['Ultima modifica: venerdì 20 novembre 2026 ore 10.15'], '2026-11-20', []],
    [['Ultimo aggiornamento', '20 novembre 2026, 10:15', '31/12/2026'], '2026-11-20', ['31/12/2026']],
    [['Aggiornato al 1° marzo 2026'], '2026-03-01', []],
    [['Last updated: November 3, 2026'], '2026-11-03', []],
    [['更新时间：2026年11月20日'], '2026-11-20', []],
    [['Importo aggiornato al 01/01/2026: 30,46 euro'], '2026-01-01', ['Importo : 30,46 euro']],
    [['Aggiornato al 31/02/2026'], null, []],
    [['Niente'], null, ['Niente']],
  ])('%j: the page is of %s', (lines, pageDate, kept) => expect(withoutNoise(lines, TODAY)).toEqual({ lines: kept, pageDate }))
})

test.each([['22/11/2026', '2026-11-22'], ['1.2.2026', '2026-02-01'], ['2026-11-22', '2026-11-22'], ['3 agosto 2026', '2026-08-03'], ['31/02/2026', null], ['nessuna', null]])('%s is %s', (text, day) => expect(dayIn(text)).toBe(day))

describe('an excerpt', () => {
  const lines = (...all: string[]): string => all.join('\n')
  test('of a line that was added has only what is around it on the other side', () => {
    expect(excerptOf(lines('a', 'b', 'c', 'd'), lines('a', 'b', 'x', 'c', 'd'))).toEqual({ before: '', after: '  a\n  b\n| x\n  c\n  d' })
  })
  test('of two places far apart leaves out what is between', () => {
    const middle = Array.from({ length: 20 }, (_, i) => `m${i}`)
    expect(excerptOf(lines('a', ...middle, 'z'), lines('A', ...middle, 'Z')).after).toBe('| A\n  m0\n  m1\n…\n  m18\n  m19\n| Z')
  })
  test('of texts that have nothing in common and are long is bounded', () => {
    const long = (prefix: string): string => Array.from({ length: 6_000 }, (_, i) => `${prefix}${i}`).join('\n')
    const { before, after } = excerptOf(long('a'), long('b'))
    expect([before.length, after.length]).toEqual([4_001, 4_001])
  })
})
