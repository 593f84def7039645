import { describe, expect, test } from 'vitest'
import type { Limit } from '../../src/channels/channel.ts'
import { split } from '../../src/channels/fit.ts'

type Unit = Limit['unit']

describe('a text longer than the channel carries', () => {
  test.each<[string, string, number, Unit, string[]]>([
    ['stays whole when it just fits', '您好，李伟🪪', 7, 'utf16', ['您好，李伟🪪']],
    ['the same, by characters', '您好，李伟🪪', 6, 'characters', ['您好，李伟🪪']],
    ['the same, by bytes', '您好，李伟🪪', 19, 'bytes', ['您好，李伟🪪']],
    ['one unit less splits at the clause', '您好，李伟🪪', 6, 'utf16', ['您好，', '李伟🪪']],
    ['one byte less splits at the clause', '您好，李伟🪪', 18, 'bytes', ['您好，', '李伟🪪']],
    ['Chinese is cut after a sentence mark', '居留快到期了。请带护照！在哪里办？邮局', 12, 'characters', ['居留快到期了。请带护照！', '在哪里办？邮局']],
    ['Arabic is cut after its question mark', 'أين المكتب؟ أحضروا جواز السفر', 18, 'characters', ['أين المكتب؟', 'أحضروا جواز السفر']],
    ['Arabic without a sentence end is cut after its comma', 'أحضروا الجواز، والصور معكم', 20, 'characters', ['أحضروا الجواز،', 'والصور معكم']],
    ['Italian is cut between sentences', 'Porti il passaporto. Porti le foto. Grazie', 38, 'utf16', ['Porti il passaporto. Porti le foto.', 'Grazie']],
    ['a line end is better than a sentence end', 'Prima riga\nSeconda. Terza riga', 20, 'utf16', ['Prima riga', 'Seconda. Terza riga']],
    ['a full stop at the very edge ends its sentence', 'Uno due tre. Quattro', 12, 'utf16', ['Uno due tre.', 'Quattro']],
    ['words without marks are cut at a space', 'uno due tre quattro', 12, 'utf16', ['uno due tre', 'quattro']],
    ['an amount is never cut', 'La tassa costa 1.116,46 euro', 19, 'utf16', ['La tassa costa', '1.116,46 euro']],
    ['a web address is never cut while a space is near', 'Veda https://a.example/b.c ora', 27, 'utf16', ['Veda https://a.example/b.c', 'ora']],
    ['a run of emoji is cut between them', '🪪🏠📅🚑', 4, 'utf16', ['🪪🏠', '📅🚑']],
    ['Hindi is cut after its danda', 'पासपोर्ट लाइए। चार फोटो लाइए। धन्यवाद', 32, 'characters', ['पासपोर्ट लाइए। चार फोटो लाइए।', 'धन्यवाद']],
    ['Bengali is cut after its danda', 'পাসপোর্ট আনুন। ছবি আনুন', 20, 'characters', ['পাসপোর্ট আনুন।', 'ছবি আনুন']],
    ['a quotation mark stays with the sentence that it closes', '他说：“请等一下。”然后走了，没有回来', 12, 'characters', ['他说：“请等一下。”', '然后走了，没有回来']],
    ['a paragraph is better than a line, when the piece is full enough', '护照四张照片还有申请表\n都带来\n\n去邮局\n明天', 20, 'characters', ['护照四张照片还有申请表\n都带来', '去邮局\n明天']],
    ['a paragraph that ends early does not waste a message', '您好\n\n请带护照，还有四张照片\n再见李伟', 18, 'characters', ['您好\n\n请带护照，还有四张照片', '再见李伟']],
    ['a space that would not fit is not counted', 'uno due tre quattro', 11, 'utf16', ['uno due tre', 'quattro']],
    ["a choice's number stays with its words", 'Scelga la lingua:\n1. 中文版本', 22, 'utf16', ['Scelga la lingua:', '1. 中文版本']],
  ])('%s', (_, text, max, unit, pieces) => {
    expect(split(text, { max, unit })).toEqual(pieces)
  })

  const FAMILY = '👨‍👩‍👧‍👦'
  const ACCENT = 'e\u0301'
  test.each<[string, string, number, Unit]>([
    ['a family emoji', FAMILY, 12, 'utf16'],
    ['a family emoji by bytes', FAMILY, 30, 'bytes'],
    ['a flag', '🇮🇹', 5, 'utf16'],
    ['an accent of its own', ACCENT, 3, 'utf16'],
    ['an accent of its own by bytes', ACCENT, 4, 'bytes'],
    ['an Arabic letter with its vowel', 'ب\u0650', 3, 'characters'],
    ['an exclamation mark drawn as a picture', '！\uFE0F', 3, 'utf16'],
  ])('%s is never cut inside', (_, one, max, unit) => {
    const pieces = split(one.repeat(5), { max, unit })
    expect(pieces).toEqual([one, one, one, one, one])
  })

  test.each<[string, string, Unit]>([
    ['家', '家', 'bytes'], [FAMILY, FAMILY, 'utf16'], [FAMILY, FAMILY, 'characters'], [FAMILY, FAMILY, 'bytes'], ['م with marks', 'م\u064e\u0651', 'utf16'],
  ])('%s alone is longer than the limit: it is sent whole, and the rest follows', (_, one, unit) => {
    expect(split(`${one}${one}a`, { max: 1, unit })).toEqual([one, one, 'a'])
  })

  test('spaces alone make no empty piece', () => {
    expect(split(`${' '.repeat(30)}您好 👋`, { max: 10, unit: 'utf16' })).toEqual(['您好 👋'])
    expect(split(`ciao${'\n'.repeat(30)}`, { max: 10, unit: 'utf16' })).toEqual(['ciao'])
  })
  test('an empty text stays one empty piece', () => {
    expect(split('', { max: 10, unit: 'bytes' })).toEqual([''])
  })

  const LONG = ['您的居留证快到期了。请带护照复印件、四张照片，还有申请表！在哪里办？在邮局。', 'أحضروا جواز السفر، والصور. أين؟ في مكتب البريد!', `Porti il passaporto 🛂, le foto ${FAMILY} e 116,46 €. Perch${ACCENT}? È la legge.`].join('\n')
  const measures: Record<Unit, (text: string) => number> = { utf16: (t) => t.length, characters: (t) => [...t].length, bytes: (t) => Buffer.byteLength(t) }
  const longest = (unit: Unit): number => Math.max(...[...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(LONG)].map((s) => measures[unit](s.segment)))
  test.each<[Unit]>([['utf16'], ['characters'], ['bytes']])('at every limit in %s each piece fits and nothing but space is lost', (unit) => {
    for (let max = longest(unit); max <= measures[unit](LONG) + 1; max++) {
      const pieces = split(LONG, { max, unit })
      expect(Math.max(...pieces.map(measures[unit])), `limit ${max}`).toBeLessThanOrEqual(max)
      expect(pieces.join('').replace(/\s/g, ''), `limit ${max}`).toBe(LONG.replace(/\s/g, ''))
    }
  })
})

describe('what is never cut while it fits in a message', () => {
  test.each<[string, string, number, Unit, string[]]>([
    ['a web address in Chinese, which has no spaces', '请看https://a.example/b/c?d=1&e=2。谢谢您', 30, 'characters', ['请看', 'https://a.example/b/c?d=1&e=2。', '谢谢您']],
    ['a web address after a long word', 'Rechtsschutzversicherungs https://a.example/permessi', 40, 'utf16', ['Rechtsschutzversicherungs', 'https://a.example/permessi']],
    ['a web address early in the text, though the piece before it is short', 'Qui: https://a.example/permesso-di-soggiorno/rinnovo', 50, 'utf16', ['Qui:', 'https://a.example/permesso-di-soggiorno/rinnovo']],
    ['an address with letters of its own', '见 https://zh.example/居留/续签/办理 完', 28, 'characters', ['见', 'https://zh.example/居留/续签/办理', '完']],
    ['an isolated address, with its marks', 'انظروا \u2068https://a.example/b\u2069 شكرا', 24, 'characters', ['انظروا', '\u2068https://a.example/b\u2069', 'شكرا']],
    ['an e-mail address', '写信到immigrazione.firenze@comune.example办理', 37, 'characters', ['写信到', 'immigrazione.firenze@comune.example办理']],
    ['a telephone number', 'اتصلوا بالرقم +39 055 276 8280 الآن', 26, 'characters', ['اتصلوا بالرقم', '+39 055 276 8280 الآن']],
    ['a sum without a space near it', '费用是一百多欧元也就是116,46欧元', 14, 'characters', ['费用是一百多欧元也就是', '116,46欧元']],
    ['a sum and its sign', '您总共要付的费用是116,46 €', 16, 'characters', ['您总共要付的费用是', '116,46 €']],
    ['a sum in Arabic figures', 'المبلغ الإجمالي هو ١١٦٫٤٦', 24, 'characters', ['المبلغ الإجمالي هو', '١١٦٫٤٦']],
    ['an hour and a date', '请您在邮局等候叫号14:30，12/03/2027', 12, 'characters', ['请您在邮局等候叫号', '14:30，', '12/03/2027']],
  ])('%s', (_, text, max, unit, pieces) => {
    expect(split(text, { max, unit })).toEqual(pieces)
  })
  test.each<[string, string, number, string[]]>([
    ['an address longer than the limit is cut, because it has to be', '看https://a.example/bcdefghij', 20, ['看', 'https://a.example/bc', 'defghij']],
    ['an address followed by Chinese without a space is cut behind the address', 'https://a.example/b然后请您去邮局寄出', 20, ['https://a.example/b然', '后请您去邮局寄出']],
    ['a telephone number longer than the limit is cut at its spaces', '+39 055 276 8280', 8, ['+39 055', '276 8280']],
  ])('%s', (_, text, max, pieces) => {
    expect(split(text, { max, unit: 'characters' })).toEqual(pieces)
  })
})
