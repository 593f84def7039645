import type { FactShown } from '../../../web/contract/content.ts'
import { ifSignedOut } from '../expired.ts'
import { fetchFact, fetchFacts, lookAtPage, Refused, reviseFact } from '../net/api.ts'
import { get, say, set } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'

const CALM_MS = 250

let asking = 0
let opening = 0
let typing: ReturnType<typeof setTimeout> | undefined

/** The list from its beginning. */
export async function loadFacts(): Promise<void> {
  const ask = ++asking
  set({ factsBusy: true })
  try {
    const facts = await fetchFacts(get().factsAsked)
    if (ask === asking) set({ facts, factsBusy: false, factsTrouble: null, ...(get().factsAsked.q === '' ? { checking: facts.counts['being-checked'] } : {}) })
  } catch (error) {
    if (ask === asking && !ifSignedOut(error)) set({ factsBusy: false, factsTrouble: t('content.errors.failed', { reason: reasonOf(error) }) })
  }
}

export async function moreFacts(): Promise<void> {
  const { facts, factsAsked } = get()
  if (!facts?.next) return
  const more = await fetchFacts({ ...factsAsked, after: facts.next }).catch(() => null)
  if (more && get().facts === facts) set({ facts: { ...more, items: [...facts.items, ...more.items] } })
}

export function searchFacts(q: string): void {
  set({ factsAsked: { ...get().factsAsked, q } })
  clearTimeout(typing)
  typing = setTimeout(() => void loadFacts(), CALM_MS)
}

export function showState(state: string): void {
  set({ factsAsked: { ...get().factsAsked, state } })
  void loadFacts()
}

/** The old one stays on the screen until the new one is here. */
export async function loadFact(name: string): Promise<void> {
  const ask = ++opening
  set({ factTrouble: null })
  try {
    const fact = await fetchFact(name)
    if (ask === opening && get().factOpen === name) set({ fact })
  } catch (error) {
    if (ask === opening && !ifSignedOut(error)) set({ fact: null, factTrouble: t('content.errors.failed', { reason: reasonOf(error) }) })
  }
}

function arrived(fact: FactShown): void {
  if (get().factOpen === fact.row.name) set({ fact })
  void loadFacts()
}

/** @returns whether it is done; what somebody else did meanwhile is then on the screen. */
export async function revise(name: string, how: 'confirm' | 'correct' | 'undo', body: object): Promise<boolean> {
  try {
    arrived(await reviseFact(name, how, body))
    say(t(`content.done.${DONE[how]}`))
    return true
  } catch (error) {
    if (ifSignedOut(error)) return false
    const overtaken = error instanceof Refused && (error.code === 'changed-meanwhile' || error.code === 'page-changed')
    say(overtaken && how === 'correct' ? `${reasonOf(error)} ${t('content.done.draft')}` : reasonOf(error), 'bad')
    if (overtaken) await loadFact(name)
    return false
  }
}

const DONE = { confirm: 'confirmed', correct: 'corrected', undo: 'undone' } as const

export async function look(name: string): Promise<void> {
  try {
    const { done, fact } = await lookAtPage(name)
    arrived(fact)
    say(t(done ? 'content.look.done' : 'content.look.long'))
  } catch (error) {
    if (!ifSignedOut(error)) say(reasonOf(error), 'bad')
  }
}
