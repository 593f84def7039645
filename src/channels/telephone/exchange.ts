import type { LanguageTag } from '../../core/ids.ts'
import type { Button, Part, Sending, Spoken } from '../channel.ts'
import type { Say } from './verbs.ts'

/** What the desk says to one thing that she did. */
export type Turn = { readonly says: readonly Say[]; readonly buttons: readonly Button[]; readonly spoken: Spoken; readonly language: LanguageTag }

export type Exchange = {
  /** The desk's words, while they are awaited. False: nobody awaits them any more. */
  readonly take: (part: Extract<Part, { kind: 'text' }>, sending: Pick<Sending, 'language' | 'more' | 'by'>) => boolean
  /** What came cannot be said; something may follow it. */
  readonly skip: () => void
  /** null: nothing came in time, or nothing will. */
  readonly turn: Promise<Turn | null>
  readonly close: () => void
}

export const NOTHING: Spoken = { expects: null, documents: 0, unread: false }
/** Milliseconds in which other words may follow an operator's that waited. */
const FOLLOWS = 150

/** Collects what is for her until it is whole. `most`: milliseconds. */
export function openExchange(most: number): Exchange {
  let resolve: (turn: Turn | null) => void = () => {}
  const turn = new Promise<Turn | null>((done) => { resolve = done })
  let whole: Turn | null = null
  let isOpen = true
  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    clearTimeout(timer)
    resolve(whole)
  }
  let timer = setTimeout(close, most)
  const closeSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(close, FOLLOWS)
  }
  return {
    turn, close,
    skip() {
      if (isOpen) closeSoon()
    },
    take(part, { language, more, by }) {
      if (!isOpen) return false
      whole = joined(whole, part, language)
      if (more) return true
      if (by === 'bot') close()
      else closeSoon()
      return true
    },
  }
}

/** The newest question counts, what can only be had in writing adds up. */
function joined(before: Turn | null, { text, buttons, spoken = NOTHING }: Extract<Part, { kind: 'text' }>, language: LanguageTag): Turn {
  const says: Say[] = [...(before?.says ?? []), ...(text === '' ? [] : [{ kind: 'say' as const, language, text }])]
  const asks = buttons.length > 0 || spoken.expects !== null
  const old = before?.spoken ?? NOTHING
  return {
    says, language, buttons: asks ? buttons : (before?.buttons ?? []),
    spoken: { expects: asks ? spoken.expects : old.expects, documents: old.documents + spoken.documents, unread: old.unread || spoken.unread },
  }
}
