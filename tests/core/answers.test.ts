import { describe, expect, test } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import { parseAnswer } from '../../src/core/answers/index.ts'
import { checkCharacter, parseCodiceFiscale, withoutOmocodia } from '../../src/core/answers/codice-fiscale.ts'
import type { AnswerKind } from '../../src/core/flow.ts'
import { lexiconsFor } from '../../src/core/listen.ts'
import { ROOT } from '../support/pizzeria.ts'

const { content } = compile(ROOT)
const parse = (kind: AnswerKind, language: string, text: string) =>
  parseAnswer(kind, text, { lexicons: lexiconsFor(content, language), today: '2026-11-22', comuni: content.comuni, parsePhone: content.parsePhone })

describe('a date', () => {
  test.each([
    ['it', '12 marzo 2027', '2027-03-12', false], ['it', '12 marzo', '2027-03-12', true], ['it', 'il 12 marzo del 2027', '2027-03-12', false],
    ['it', 'scade il 12/03/2027', '2027-03-12', true], ['it', '13/03/2027', '2027-03-13', false], ['it', '12/3/27', '2027-03-12', true],
    ['it', '5.5.2027', '2027-05-05', false], ['it', '2027-03-12', '2027-03-12', false], ['it', '12032027', '2027-03-12', true], ['it', '20270312', '2027-03-12', false], ['zh', '12/15/2026', '2026-12-15', true], ['it', '1° gennaio 2027', '2027-01-01', false],
    ['it', 'trentuno dicembre 2026', '2026-12-31', false], ['it', 'dodici marzo', '2027-03-12', true], ['it', 'oggi', '2026-11-22', false], ['it', 'domani', '2026-11-23', false],
    ['it', '20 novembre', '2026-11-20', true], ['it', '29 febbraio 2028', '2028-02-29', false],
    ['zh', '2027年3月12日', '2027-03-12', false], ['zh', '3月12日', '2027-03-12', true], ['zh', '三月十二', '2027-03-12', true], ['zh', '三月十二号', '2027-03-12', true],
    ['zh', '二〇二七年三月十二日', '2027-03-12', false], ['zh', '２０２７年３月１２日', '2027-03-12', false], ['zh', '2027.3.12', '2027-03-12', false], ['zh', '今天', '2026-11-22', false],
    ['zh', '到期日期是2027年3月12日', '2027-03-12', false], ['zh', '12 marzo 2027', '2027-03-12', false],
    ['ar', '١٢/٣/٢٠٢٧', '2027-03-12', true], ['ar', '١٣/٣/٢٠٢٧', '2027-03-13', false], ['ar', '12 مارس 2027', '2027-03-12', false], ['ar', 'يوم ١٢ مارس ٢٠٢٧', '2027-03-12', false],
    ['en', '12 March 2027', '2027-03-12', false], ['en', 'March 12th, 2027', '2027-03-12', false], ['en', 'the 1st of january 2027', '2027-01-01', false], ['en', 'tomorrow', '2026-11-23', false],
    ['es', '12 de marzo de 2027', '2027-03-12', false], ['fr', '1er mars 2027', '2027-03-01', false], ['fr', '12 août 2027', '2027-08-12', false],
  ])('%s %j → %s (read back: %s)', (language, text, value, readBack) => {
    expect(parse('date', language, text)).toEqual({ value, readBack })
  })
  test.each([
    ['31/02/2027', 'no-such-day'], ['30 febbraio', 'no-such-day'], ['29 febbraio 2027', 'no-such-day'], ['32/13/2027', 'no-such-day'], ['2月30日', 'no-such-day'],
    ['boh', 'shape'], ['🗓️', 'shape'], ['مرحبا', 'shape'], ['2027', 'incomplete'], ['marzo 2027', 'incomplete'], ['12/03/2027 o 15/03/2027', 'several'], ['12 marzo 1700', 'no-such-day'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parse('date', 'it', text)).toEqual({ refused: reason })
  })
})

describe('numbers and money', () => {
  test.each([
    ['number', '3', '3'], ['number', '4 persone', '4'], ['number', 'quattro', '4'], ['number', 'siamo in cinque', '5'], ['number', '四个人', '4'], ['number', 'four people 👪', '4'], ['number', '３', '3'], ['number', '٣', '3'], ['number', '三', '3'], ['number', '十二', '12'], ['number', '1.234', '1234'],
    ['money', '1.234,56', '1234.56'], ['money', '1,234.56', '1234.56'], ['money', '1234,5', '1234.5'], ['money', '€ 1200', '1200'], ['money', '1200 euro', '1200'], ['money', '1.5万欧元', '15000'], ['money', '１１６．４６', '116.46'], ['money', '1 234,56', '1234.56'],
  ])('%s %j → %s', (kind, text, value) => {
    expect(parse(kind as AnswerKind, 'it', text)).toMatchObject({ value })
  })
  test.each([['number', 'tanti'], ['number', 'due o tre'], ['number', 'due adulti e due bambini'], ['number', '1,2,3'], ['money', 'molto 💶'], ['money', '12..5']])('%s %j is refused', (kind, text) => {
    expect(parse(kind as AnswerKind, 'it', text)).toEqual({ refused: 'shape' })
  })
  test('less than nothing is refused', () => expect(parse('money', 'it', '-5')).toEqual({ refused: 'negative' }))
})

describe('codice fiscale', () => {
  test.each(['RSSMRA85T10A562S', 'rss mra 85t10 a562s', 'ＲＳＳＭＲＡ８５Ｔ１０Ａ５６２Ｓ'])('%j is one', (text) => {
    expect(parse('codice-fiscale', 'zh', text)).toMatchObject({ value: 'RSSMRA85T10A562S' })
  })
  test('omocodia: letters for digits, with their own check character', () => {
    const first15 = 'RSSMRA85T10A56N'
    const code = `${first15}${checkCharacter(first15)}`
    expect(parseCodiceFiscale(code)).toMatchObject({ value: code })
    expect(withoutOmocodia(code).slice(12, 15)).toBe('562')
  })
  test.each([['RSSMRA85T10A562T', 'check'], ['RSSMRA85T10A562', 'length'], ['1234567890123456', 'shape'], ['RSSMRA85T99A562S', 'shape'], ['李伟', 'length']])('%j is refused: %s', (text, reason) => {
    expect(parse('codice-fiscale', 'it', text)).toEqual({ refused: reason })
  })
})

describe('the others', () => {
  test.each([
    ['email', 'it', ' Li.Wei@Example.IT ', 'li.wei@example.it'], ['email', 'zh', 'ｌｉ＠example.com', 'li@example.com'],
    ['phone', 'it', '333 123 4567', '+393331234567'], ['phone', 'zh', '+86 138 0013 8000', '+8613800138000'], ['phone', 'ar', '٣٣٣١٢٣٤٥٦٧', '+393331234567'],
    ['comune', 'it', 'sesto fiorentino', 'sesto_fiorentino'], ['comune', 'it', 'Sesto', 'sesto_fiorentino'], ['comune', 'zh', '普拉托', 'prato'], ['comune', 'ar', 'فلورنسا', 'firenze'], ['comune', 'it', 'san casc', 'san_casciano_in_val_di_pesa'],
    ['yes-no', 'it', 'Sì!', 'yes'], ['yes-no', 'zh', '是的', 'yes'], ['yes-no', 'zh', '没有', 'no'], ['yes-no', 'ar', 'نعم', 'yes'], ['yes-no', 'zh', 'si', 'yes'],
    ['text', 'zh', ' 老板不给工资 😢 ', '老板不给工资 😢'],
  ])('%s (%s) %j → %s', (kind, language, text, value) => {
    expect(parse(kind as AnswerKind, language, text)).toMatchObject({ value })
  })
  test.each([
    ['email', 'nessuna', 'shape'], ['email', 'a@b', 'shape'], ['email', 'a@b.it\nBcc: c@d.it', 'shape'], ['phone', '12', 'shape'], ['comune', 'Milano', 'unknown'], ['comune', 'barberino', 'several'],
    ['yes-no', 'forse', 'shape'], ['text', '   ', 'empty'], ['text', '字'.repeat(4001), 'too-long'],
  ])('%s %j is refused: %s', (kind, text, reason) => {
    expect(parse(kind as AnswerKind, 'it', text)).toEqual({ refused: reason })
  })
})
