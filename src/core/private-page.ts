import type { MenuOption } from './conversation.ts'
import { type Draft, say } from './draft.ts'
import { type DataClass, isAbove } from './flow.ts'

/** What an answer tells must not travel on her channel. */
export const isTooPrivate = (d: Draft, asked: DataClass): boolean => isAbove(asked, d.input.carries ?? 'special')

/** Instead of the question: where she can answer it. */
export const askElsewhere = (d: Draft, options: readonly MenuOption[]): void => say(d, 'common:private-page.step', { params: LINK, options })

/** What she will want to tell a person must not travel there either. */
export function offerPrivatePage(d: Draft): void {
  if (isTooPrivate(d, 'personal')) say(d, 'common:private-page.person', { params: LINK })
}

const LINK = { link: { page: 'private' } } as const
