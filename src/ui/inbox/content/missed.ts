import type { Missed, Settled, Teach } from '../../../web/contract/content.ts'
import { ifSignedOut } from '../expired.ts'
import { dismissText, fetchMissed, Refused, teachText } from '../net/api.ts'
import { get, say, set } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'

/** From its beginning: what was settled meanwhile is not in it any more. */
export async function loadMissed(): Promise<void> {
  try {
    set({ missed: await fetchMissed(null), missedTrouble: null, missedNotHers: null })
  } catch (error) {
    if (ifSignedOut(error)) return
    if (error instanceof Refused && error.code === 'not-yours') set({ missed: null, missedTrouble: null, missedNotHers: reasonOf(error) })
    else set({ missedTrouble: t('content.errors.failed', { reason: reasonOf(error) }) })
  }
}

export async function moreMissed(): Promise<void> {
  const { missed } = get()
  if (!missed?.next) return
  const more = await fetchMissed(missed.next).catch(() => null)
  const now = get().missed
  if (more && now) set({ missed: { ...more, items: [...now.items, ...more.items] } })
}

export const keyOf = ({ conversation, seq }: Pick<Missed, 'conversation' | 'seq'>): string => `${conversation} ${seq}`

export const teach = (text: Missed, lesson: Teach): Promise<boolean> => settle(text, teachText(text, lesson), t('content.missing.saved'))
export const dismiss = (text: Missed): Promise<boolean> => settle(text, dismissText(text), t('content.missing.dismissed'))

/** It leaves the list, also when a colleague was first. */
async function settle(text: Missed, asked: Promise<Settled>, words: string): Promise<boolean> {
  try {
    const { taught } = await asked
    without(text, taught)
    say(words)
    return true
  } catch (error) {
    if (ifSignedOut(error)) return false
    if (error instanceof Refused && error.code === 'already-done') without(text, get().missed?.taught ?? 0)
    say(reasonOf(error), 'bad')
    return false
  }
}

function without(text: Missed, taught: number): void {
  const { missed } = get()
  if (!missed) return
  const items = missed.items.filter((one) => keyOf(one) !== keyOf(text))
  set({ missed: { ...missed, items, taught } })
  if (items.length === 0 && missed.next !== null) void loadMissed()
}

/** One that was taught is removed. */
export function counted(taught: number): void {
  const { missed } = get()
  if (missed) set({ missed: { ...missed, taught } })
}
