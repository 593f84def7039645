import { describe, expect, it } from 'vitest'
import { pieces, safeHref } from '../../src/ui/chat/linkify.ts'

const links = (text: string) =>
  pieces(text)
    .filter((piece) => piece.href !== null)
    .map((piece) => [piece.text, piece.href])

describe('links in a text', () => {
  it.each([
    [
      'Legga https://www.poliziadistato.it/articolo/225.',
      'https://www.poliziadistato.it/articolo/225',
      'https://www.poliziadistato.it/articolo/225',
    ],
    ['请看https://example.org/a?b=1。谢谢', 'https://example.org/a?b=1', 'https://example.org/a?b=1'],
    ['Scriva a ufficio.anagrafe@comune.example.it.', 'ufficio.anagrafe@comune.example.it', 'mailto:ufficio.anagrafe@comune.example.it'],
    ['Chiami il 02 2496 1234 di mattina', '02 2496 1234', 'tel:0224961234'],
    ['Telefono: 347 123 4567', '347 123 4567', 'tel:3471234567'],
    ['+39 02 7740.2701 è il numero', '+39 02 7740.2701', 'tel:+390277402701'],
    ['Numero verde 800 905 570', '800 905 570', 'tel:800905570'],
    ['如有危险请拨打112。', '112', 'tel:112'],
    ['اتصلوا بالرقم 1522.', '1522', 'tel:1522'],
    ['Chiami il 112', '112', 'tel:112'],
  ])('finds one in «%s»', (text, shown, href) => expect(links(text)).toEqual([[shown, href]]))

  it.each(['Tra 112 giorni', '112天', 'Costa 116,46 €', '118 €', '€ 118.', 'Il 12/03/2027', 'scade il 01.02.2027', '2027-03-12', '30,46'])(
    'leaves «%s» alone',
    (text) => expect(links(text)).toEqual([]),
  )

  it('gives back the whole text', () => {
    const text = 'A https://a.it/x, b 02 2496 1234; c 112.'
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })
})

describe('addresses from the server', () => {
  it.each(['https://a.it', 'tel:112', 'mailto:a@b.it'])('follows %s', (href) => expect(safeHref(href)).toBe(href))
  it.each(['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '//a.it', null])('refuses %s', (href) =>
    expect(safeHref(href)).toBeNull(),
  )
})
