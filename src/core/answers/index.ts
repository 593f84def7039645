import type { AnswerKind } from '../flow.ts'
import type { Param } from '../params.ts'
import { accepted, type ParseContext, type Parsed, refused } from './parsed.ts'
import { parseCodiceFiscale } from './codice-fiscale.ts'
import { parseComune } from './comune.ts'
import { parseDate } from './date.ts'
import { parseEmail } from './email.ts'
import { parseMoney, parseNumber } from './number.ts'
import { parseText } from './text.ts'
import { parseYesNo } from './yes-no.ts'

const parsers: Readonly<Record<AnswerKind, (text: string, context: ParseContext) => Parsed>> = {
  date: parseDate,
  number: parseNumber,
  money: (text) => parseMoney(text),
  email: (text) => parseEmail(text),
  phone: (text, { parsePhone }) => {
    const number = parsePhone(text)
    return number === null ? refused('shape') : accepted(number)
  },
  'codice-fiscale': (text) => parseCodiceFiscale(text),
  comune: (text, { comuni }) => parseComune(text, comuni),
  'yes-no': parseYesNo,
  text: (text) => parseText(text),
}

export const parseAnswer = (kind: AnswerKind, text: string, context: ParseContext): Parsed => parsers[kind](text, context)

/** How a stored value is written in a sentence. */
export function answerParam(kind: AnswerKind, value: string): Param {
  if (kind === 'date') return { date: value }
  if (kind === 'money') return { eur: Number(value) }
  if (kind === 'number') return Number(value)
  if (kind === 'yes-no') return { key: `common:answers.${value}` }
  return value
}

export type { ParseContext } from './parsed.ts'
