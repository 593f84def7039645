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
  ['an introduction in capitals', 'MI CHIAMO MARIO ROSSI E CERCO CASA', 'MI CHIAMO Rossi E CERCO CASA'],
  ['an introduction in small letters', 'mi chiamo mario rossi, ho due figli', 'mi chiamo Rossi, ho due figli'],
  ['a Chinese name in Latin letters after «sono»', 'sono hu xiaoming e vorrei la residenza', 'sono Rossi e vorrei la residenza'],
  ['the same in capitals, with an emoji', 'SONO HU XIAO MING 🙏🏽', 'SONO Rossi 🙏🏽'],
  ['a known first name after «sono»', 'buongiorno sono fatima zahra, vorrei informazioni', 'buongiorno sono Rossi, vorrei informazioni'],
  ['English', 'my name is john smith i need help', 'my name is Rossi i need help'],
  ['English, who she is', 'hi i\'m mohamed hassan and i work', 'hi i\'m Rossi and i work'],
  ['Spanish', 'ME LLAMO ANA LOPEZ Y BUSCO TRABAJO', 'ME LLAMO Rossi Y BUSCO TRABAJO'],
  ['French', 'je m’appelle fatou diop et je cherche', 'je m’appelle Rossi et je cherche'],
  ['Arabic: two names', 'اسمي محمد علي وأريد تجديد الإقامة 🙏', 'اسمي أحمد وأريد تجديد الإقامة 🙏'],
  ['Arabic: who he is', 'مرحبا أنا محمد', 'مرحبا أنا أحمد'],
  ['Chinese: who she is', '我是王小明，想问居留', '我是小王，想问居留'],
  ['Chinese: nothing between words', '我叫李小明想问居留', '我叫小王想问居留'],
  ['Chinese: without a pause', '我是王小明刚到意大利', '我是小王刚到意大利'],
  ['Chinese: surname and name', '我姓王，叫小明', '我姓小王'],
  ['Chinese: Latin small letters', '我叫hu xiaoming，想问', '我叫小王，想问'],
  ['a street', 'abito in via garibaldi 15/b a prato', 'abito in via Rossi 10 a prato'],
  ['a street in capitals', 'ABITO IN VIA DEI MILLE N. 3', 'ABITO IN VIA Rossi 10'],
  ['a street with a date for a name', 'sto in via 4 novembre 12', 'sto in via Rossi 10'],
  ['a square without a number', 'abito in piazza san marco e cerco lavoro', 'abito in piazza Rossi 10 e cerco lavoro'],
  ['an avenue beside Chinese', '我住在viale della repubblica 7，有孩子', '我住在viale Rossi 10，有孩子'],
  ['a street in French', '12 rue victor', 'rue Rossi 10'],
  ['a street in Arabic', 'أسكن في شارع روما 12', 'أسكن في شارع أحمد 10'],
  ['nothing', '', ''],
]

/** Nobody is named in them. */
const PLAIN: readonly string[] = [
  'sono incinta',
  'SONO DISOCCUPATO',
  'sono disoccupato da due anni',
  'sono di prato',
  'sono la moglie',
  'sono li da due ore',
  'sono ma non lavoro',
  'io sono straniera',
  '我是老板',
  '我是温州人',
  '我是高中生',
  '我是白领',
  '我是学生',
  '我叫了出租车',
  '我叫他来',
  '我是单身妈妈',
  '我是程序员',
  'soy madre',
  'soy de Italia',
  'i am pregnant',
  'i\'m a student',
  'I am a nurse',
  'je suis enceinte',
  'je suis du mali',
  'je suis malade',
  'il mio nome è sbagliato sul permesso',
  'my name is wrong on the card',
  'اسمي مكتوب خطأ',
  'أنا حامل',
  'vado via domani',
  'via mail',
  'la domanda via spid',
  'in via telematica',
  'in via di rinnovo',
  'corso di italiano',
  'mando via pec la domanda',
  'sono in piazza con i bambini',
  'mi chiamano ogni giorno',
]

describe('what could name somebody is replaced', () => {
  test.each(TABLE)('%s', (_what, text, neutral) => expect(anonymise(text)).toBe(neutral))
  test.each(PLAIN)('%s: stays as it is', (text) => expect(anonymise(text)).toBe(text))
  test('what is neutral already stays as it is', () => {
    for (const [, , neutral] of TABLE) expect(anonymise(neutral)).toBe(neutral)
  })
  test('a long text takes no time', () => {
    const began = performance.now()
    for (const piece of ['A', 'Aa ', '1', '1 ', 'a@', '我叫', '1.', 'a1b2', 'via a ', 'mi chiamo ', 'sono hu ', '我是王', 'اسمي ']) anonymise(piece.repeat(20_000 / piece.length))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
