import type { LogContact } from '../../web/contract/contacts.ts'
import type { Reply } from './state.ts'

/** What stays on this computer for one operator: unfinished texts, and answers that have not left yet. */
type Saved = { drafts?: Readonly<Record<string, string>>; unsent?: readonly Reply[]; shortcuts?: boolean; contact?: LastContact }
/** What the next contact most likely has too. */
type LastContact = Omit<LogContact, 'id' | 'note'>

const KEY = 'sportello.inbox.'
const LANGUAGE = 'sportello.inbox-language'
let owner = ''
/** Used when the browser refuses storage. */
let memory: Saved = {}

export function belongsTo(operator: string): void {
  owner = operator
  memory = {}
}

export function saved(): Saved {
  try {
    return JSON.parse(localStorage.getItem(KEY + owner) ?? 'null') ?? memory
  } catch {
    return memory
  }
}

export function save(patch: Partial<Saved>): void {
  memory = { ...saved(), ...patch }
  try {
    localStorage.setItem(KEY + owner, JSON.stringify(memory))
  } catch {
    // Full or refused: memory holds it.
  }
}

export function forget(): void {
  memory = {}
  try {
    localStorage.removeItem(KEY + owner)
  } catch {
    // Nothing was stored.
  }
}

export const draftOf = (conversation: string): string => saved().drafts?.[conversation] ?? ''

export function keepDraft(conversation: string, text: string): void {
  const { [conversation]: _, ...others } = saved().drafts ?? {}
  save({ drafts: text.trim() === '' ? others : { ...others, [conversation]: text } })
}

export const lastContact = (): LastContact | undefined => saved().contact

export function lastLanguage(): string | undefined {
  try {
    return localStorage.getItem(LANGUAGE) ?? undefined
  } catch {
    return undefined
  }
}

export function keepLanguage(language: string): void {
  try {
    localStorage.setItem(LANGUAGE, language)
  } catch {
    // The browser's own language will do.
  }
}
