import { type Fact, type FactValue, type Source, valueOn } from '../../../core/facts.ts'
import type { LocalDate } from '../../../core/ids.ts'
import type { Correct, Effect } from '../../contract/content.ts'
import type { WebPorts } from '../../ports.ts'
import { corrected } from './revised.ts'
import { isPage, typedValue } from './typed.ts'

type Field = Effect['problems'][number]['field']
export type Problem = { readonly field: Field; readonly word: string }
/** A correction as it would be kept, or what must be mended first. */
export type Draft = { readonly next: FactValue; readonly values: readonly FactValue[] } | { readonly problems: readonly Problem[] }

export function draft(editing: WebPorts['editing'], fact: Fact, given: Correct): Draft {
  const today = editing.today()
  const typed = typedValue(fact, given.value)
  const problems: Problem[] = [
    ...('problem' in typed ? [{ field: 'value' as const, word: typed.problem }] : []),
    ...(given.until !== null && given.from !== null && given.until < given.from ? [{ field: 'until' as const, word: 'order' }] : []),
    ...(given.until !== null && given.until < today ? [{ field: 'until' as const, word: 'past' }] : []),
    ...(given.publisher === '' ? [{ field: 'publisher' as const, word: 'publisher' }] : []),
    ...(given.url !== '' && !isPage(given.url) ? [{ field: 'url' as const, word: 'url' }] : []),
  ]
  if ('problem' in typed || problems.length > 0) return { problems }
  const next: FactValue = {
    value: typed.value, validFrom: given.from, validUntil: given.until, source: sourceOf(editing, fact, given, today),
    readOn: today, confidence: 'high', verify: given.verify === '' ? null : given.verify,
  }
  const values = corrected(fact, next)
  const isLost = valueOn(fact, today) !== null && valueOn({ ...fact, values }, today) === null
  return isLost ? { problems: [{ field: 'from', word: 'gap' }] } : { next, values }
}

/** The law has no page: a source that stays as it is stays what it was. Of a page she read no copy. */
function sourceOf(editing: WebPorts['editing'], fact: Fact, { publisher, url }: Correct, today: LocalDate): Source {
  const before = valueOn(fact, today)?.source
  const isSame = before !== undefined && before.publisher === publisher && (before.url ?? '') === url
  return {
    publisher, url: url === '' ? null : url, seen: today, indirect: url === '' && isSame && before.indirect,
    institutional: url === '' ? isSame && before.institutional : editing.isListed(url) && (!isSame || before.institutional),
  }
}
