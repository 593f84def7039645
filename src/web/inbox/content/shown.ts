import { type Fact, type FactUse, type FactValue, factOn } from '../../../core/facts.ts'
import type { LocalDate } from '../../../core/ids.ts'
import type { Param } from '../../../core/params.ts'
import { factParam } from '../../../core/speech.ts'
import type { FactValueShown } from '../../contract/content.ts'
import type { WebPorts } from '../../ports.ts'

type Words = Pick<WebPorts['words'], 'param' | 'text' | 'fact'>

/** A value as a turn would use it on a day, whether it counts then or not. */
export const asUsed = (fact: Fact, value: FactValue, today: LocalDate): FactUse =>
  factOn({ ...fact, values: [{ ...value, validFrom: null, validUntil: null }] }, today) as FactUse

export const paramOf = (fact: Fact, value: FactValue, today: LocalDate): Param => factParam(asUsed(fact, value, today))

/** As a person reads it. */
export const wordsOf = (words: Words, fact: Fact, value: FactValue, today: LocalDate, language: string): string =>
  value.value === true ? words.text('inbox:content.rule', {}, language) : words.param(paramOf(fact, value, today), language)

/** As an editor types it, in Italian figures. */
const typedOf = ({ value }: FactValue): string => (value === true ? '' : typeof value === 'number' ? String(value).replace('.', ',') : value)

export const valueShown = (words: Words, fact: Fact, value: FactValue, counts: boolean, today: LocalDate, language: string): FactValueShown => ({
  value: wordsOf(words, fact, value, today, language), typed: typedOf(value), from: value.validFrom, until: value.validUntil, today: counts,
  publisher: words.fact(asUsed(fact, value, today), language).publisher, url: value.source.url, institutional: value.source.institutional, indirect: value.source.indirect, seen: value.source.seen,
  readOn: value.readOn, confidence: value.confidence, verify: value.verify,
})
