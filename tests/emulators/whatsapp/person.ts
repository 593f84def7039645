import { createSignal, pause, type Signal, until } from '../signal.ts'
import type { Json } from '../telegram/json.ts'
import { type Formatted, formatted } from './markup.ts'
import type { Said } from './message.ts'

/** `hidesPhone`: she has a username, and her number is not told. `scoped` false: as it was before business-scoped ids. */
export type NewUser = { readonly name: string; readonly phone?: string; readonly username?: string; readonly hidesPhone?: boolean; readonly scoped?: boolean }
export type Shown = { readonly who: 'desk' | 'her'; readonly id: string; readonly kind: string; readonly text: string; readonly seen: Formatted; readonly buttons: readonly string[]; readonly opener: string | null; readonly rows: readonly { readonly title: string; readonly description: string | null }[]; readonly file: Said['file'] }
export type Wanted = string | RegExp | ((shown: Shown) => boolean)

export type Person = {
  phone: string
  userId: string | null
  readonly about: NewUser
  blocks: boolean
  lastIn: number
  /** What she may still be sent at once. */
  credit: { left: number; at: number }
  readonly heard: { readonly wamid: string; readonly said: Said; readonly ref: string | null; readonly byPhone: boolean }[]
  readonly chat: Shown[]
  readonly changed: Signal
  next: number
}

export const contactOf = ({ about, phone, userId }: Person): Json => ({
  profile: { name: about.name, ...(about.username && { username: about.username }) }, ...(!about.hidesPhone && { wa_id: phone }), ...(userId !== null && { user_id: userId }),
})
export const senderOf = ({ about, phone, userId }: Person): Json => ({ ...(!about.hidesPhone && { from: phone }), ...(userId !== null && { from_user_id: userId }) })

export const createPerson = (about: NewUser, phone: string, userId: string | null): Person => ({ about, phone, userId, blocks: false, lastIn: -Infinity, credit: { left: 45, at: 0 }, heard: [], chat: [], changed: createSignal(), next: 0 })

export const shownBy = (wamid: string, { kind, text, buttons, opener, rows, file }: Said): Shown => ({ who: 'desk', id: wamid, kind, text, seen: formatted(text), buttons: buttons.map((b) => b.title), opener, rows, file })
export const ownShown = (id: string, kind: string, text: string): Shown => ({ who: 'her', id, kind, text, seen: formatted(text), buttons: [], opener: null, rows: [], file: null })

const fits = (shown: Shown, wanted: Wanted): boolean => (typeof wanted === 'string' ? shown.text.includes(wanted) : wanted instanceof RegExp ? wanted.test(shown.text) : wanted(shown))
const described = (all: readonly Shown[]): string => all.map(({ kind, text, buttons, rows }) => `  ${kind} ${JSON.stringify(text)} ${[...buttons, ...rows.map((r) => r.title)].map((l) => `[${l}]`).join(' ')}`).join('\n') || '  nothing'

/** Reads on until a message of the desk fits: those before it are behind her then. */
export async function expectOf(person: Person, wanted: Wanted, ms: number): Promise<Shown> {
  const start = person.next
  const found = await until(person.changed, ms, () => {
    while (person.next < person.chat.length) {
      const shown = person.chat[person.next++]
      if (shown?.who === 'desk' && fits(shown, wanted)) return shown
    }
    return null
  })
  if (!found) throw new Error(`${person.about.name} expected ${typeof wanted === 'function' ? 'a message' : String(wanted)} and saw instead:\n${described(person.chat.slice(start))}`)
  return found
}

export async function silenceOf(person: Person, ms: number): Promise<void> {
  await pause(ms)
  const said = person.chat.slice(person.next).filter((m) => m.who === 'desk')
  person.next = person.chat.length
  if (said.length > 0) throw new Error(`${person.about.name} expected silence and saw:\n${described(said)}`)
}
