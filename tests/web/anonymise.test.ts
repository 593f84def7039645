import { describe, expect, test } from 'vitest'
import { anonymise } from '../../src/web/inbox/content/anonymise.ts'

const TABLE: readonly (readonly [what: string, text: string, neutral: string])[] = [
  ['a link', 'ho visto https://facebook.com/mohamed.ali?x=1, è vero?', 'ho visto https://example.org, è vero?'],
  ['an e-mail', 'scrivetemi a li.wei88@mail.example.com grazie', 'scrivetemi a nome@example.org grazie'],
  ['a codice fiscale', 'il mio codice è RSSMRA85T10A562S giusto?', 'il mio codice è AAAAAA00A00A000A giusto?'],
  ['a codice fiscale in small letters', 'codice rssmra85t10a562s', 'codice AAAAAA00A00A000A'],
  ['a telephone', 'chiami il +39 333 123 4567 dopo le sei', 'chiami il 055 000000 dopo le sei'],
  ['a telephone without spaces', 'numero 3331234567', 'numero 055 000000'],
  ['a date in figures', 'scade il 12/3/2027', 'scade il 01/01/2027'],
  ['a date in words', 'scade il 12 marzo 2027', 'scade il 01/01/2027'],
  ['a date in English words', 'it expires on 3 March 2027', 'it expires on 01/01/2027'],
  ['a number', 'siamo in 7 in casa, 1.250 euro di affitto', 'siamo in 10 in casa, 10 euro di affitto'],
  ['the number of a passport', 'passaporto YA1234567', 'passaporto 10'],
  ['a name inside', 'mio marito Mohamed Ben Ali è in Marocco', 'mio marito Rossi è in Rossi'],
  ['a name that stands first with another after it', 'Mohamed Ali lavora in nero', 'Rossi lavora in nero'],
  ['the first word alone stays', 'Devo rinnovare il permesso. Posso?', 'Devo rinnovare il permesso. Posso?'],
  ['offices stay', 'vado in Questura o al Comune con lo SPID?', 'vado in Questura o al Comune con lo SPID?'],
  ['an office after the first word', 'La Questura di Prato non risponde', 'La Questura di Rossi non risponde'],
  ['a name that is announced', 'mi chiamo mohamed e cerco casa', 'mi chiamo Rossi e cerco casa'],
  ['I in English', 'can I work while I wait for Marta?', 'can I work while I wait for Rossi?'],
  ['capitals throughout', 'DEVO RINNOVARE IL PERMESSO', 'DEVO RINNOVARE IL PERMESSO'],
  ['Chinese: date, number, telephone', '我2027年3月12日到期，电话3331234567，家里5口人', '我2027年1月1日到期，电话055 000000，家里10口人'],
  ['Chinese: a name that is announced', '我叫李明，想问居留', '我叫小王，想问居留'],
  ['Chinese: a Latin name inside', '我老公Marco不给我钱', '我老公Rossi不给我钱'],
  ['Arabic: figures of its own', 'رقمي ٣٣٣١٢٣٤٥٦٧ وعندي ٣ أطفال', 'رقمي 055 000000 وعندي 10 أطفال'],
  ['Arabic: a name that is announced', 'اسمي محمد وأريد تجديد الإقامة', 'اسمي أحمد وأريد تجديد الإقامة'],
  ['Arabic: a date', 'تنتهي في 12/03/2027', 'تنتهي في 01/01/2027'],
  ['emoji stay, and a sentence begins after one', '🙏🏽 Aiuto 👨‍👩‍👧 con 3 figli', '🙏🏽 Aiuto 👨‍👩‍👧 con 10 figli'],
  ['lines are kept', 'ciao\nsono Ana', 'ciao\nsono Rossi'],
  ['nothing', '', ''],
]

describe('what could name somebody is replaced', () => {
  test.each(TABLE)('%s', (_what, text, neutral) => expect(anonymise(text)).toBe(neutral))
  test('what is neutral already stays as it is', () => {
    for (const [, , neutral] of TABLE) expect(anonymise(neutral)).toBe(neutral)
  })
  test('a long text takes no time', () => {
    const began = performance.now()
    for (const piece of ['A', 'Aa ', '1', '1 ', 'a@', '我叫', '1.', 'a1b2']) anonymise(piece.repeat(20_000 / piece.length))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
