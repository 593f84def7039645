import { describe, expect, test } from 'vitest'
import { textOfHtml } from '../../../src/channels/mail/html.ts'
import { newWords } from '../../../src/channels/mail/trim.ts'
import { cut, manyLines, oneLine } from '../../../src/channels/mail/words.ts'

describe('what is no history stays', () => {
  test.each([
    '我老公写道：他想续居留 🪪', 'On the form it says wrote:', 'في الاستمارة كتبوا:', 'Il 3 marzo scade.\nCosa devo fare?', 'From: Prato\nTo: Firenze', 'Le 3 mars', '-- ', 'C’è scritto «> 18 anni»', '5 > 3', 'Sent',
    'Inviato il modulo il 3 marzo, e adesso?\nGrazie',
  ])('%s', (text) => {
    expect(newWords(text)).toBe(text.trim())
  })
})

describe('what her phone adds is left out', () => {
  test.each([
    ['好的\n\n发自我的小米手机', '好的'], ['2\n\nSent from my Galaxy', '2'], ['Sì\n\nInviato dal mio telefono HUAWEI', 'Sì'], ['نعم\n\nمُرسلة من هاتف Samsung', 'نعم'],
    ['是\n\n来自我的华为手机', '是'], ['Oui\n\nEnvoyé de mon iPhone', 'Oui'], ['Sí\n\n--\nJuan\n+39 333', 'Sí'],
  ])('%j', (text, left) => {
    expect(newWords(text)).toBe(left)
  })
})

describe('words that are used again', () => {
  test.each([
    ['a\r\nBcc: x', 'a Bcc: x'], ['居留\u0000证', '居留 证'], ['‮gpj.exe', 'gpj.exe'], ['\u2066مرحبا\u2069', 'مرحبا'], ['a\u2028b\u2029c\u0085d', 'a b c d'], ['👨‍👩‍👧 ok', '👨‍👩‍👧 ok'],
  ])('%j is one line', (text, line) => {
    expect(oneLine(text, 50)).toBe(line)
  })
  test('are never cut through a pair', () => {
    expect(cut('居🪪', 2)).toBe('居')
  })
  test('of several lines end in one way', () => {
    expect(manyLines('a\r\nb\rc\u0000\u202ed\tе')).toBe('a\nb\ncd\tе')
  })
})

describe('a page', () => {
  test.each<[string, string, string]>([
    ['a class that is hidden only on a phone is seen', '<style>@media (max-width:1px){.a{display:none}}</style><p class="a">看见</p>', '看见'],
    ['a class that is hidden everywhere is not', '<style>p.a, .b { DISPLAY : none }</style><p class="a">不见</p><p>看见</p><i class="c b">不见</i>', '看见'],
    ['a comment in a style hides nothing from us', '<p style="display:/**/none">不见</p><p>看见</p>', '看见'],
    ['white words on a coloured ground are seen', '<p style="color:#fff;background:#06c">看见</p>', '看见'],
    ['sizes that only begin with nothing are seen', '<p style="font-size:0.9em;opacity:0.5">看见</p>', '看见'],
    ['entities and accents', '<p>Perch&eacute; &lt;40 &euro;&gt; &#x5c45;</p>', 'Perché <40 €> 居'],
    ['lines', 'a<br>b<div>c</div><div>d</div>', 'a\nb\nc\nd'],
    ['right to left', '<div dir="rtl">أريد <b>تجديد</b> الإقامة</div>', 'أريد تجديد الإقامة'],
    ['a table', '<table><tr><td>Nome</td><td>李伟</td></tr><tr><td>Nato</td><td>1990</td></tr></table>', 'Nome 李伟\nNato 1990'],
    ['a history with no words before it is kept when asked', '<div class="gmail_quote">旧的</div>', ''],
  ])('%s', (_, html, text) => {
    expect(textOfHtml(html, false)).toBe(text)
  })
  test.each<[string, string]>([
    ['nested', '<div>'.repeat(100_000)], ['of styles without an end', '<style '.repeat(70_000)], ['of comments without an end', `<p style="${'/*'.repeat(200_000)}">a`], ['of quotes', '<blockquote type=cite>'.repeat(20_000)],
    ['of braces', `<style>${'a{'.repeat(100_000)}</style>`], ['of entities', '&#x5c45;'.repeat(60_000)],
  ])('%s to tire its reader ends', (_, html) => {
    expect(typeof textOfHtml(html, false)).toBe('string')
  })
  test.each<[string, string]>([['dashes', '-'.repeat(200_000)], ['quotes', '> \n'.repeat(60_000)], ['announcements', 'On 3 \n'.repeat(30_000)], ['one long line', 'كتب 3 '.repeat(30_000)]])('a text of %s ends', (_, text) => {
    expect(typeof newWords(text)).toBe('string')
  })
})
