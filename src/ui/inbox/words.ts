import { door as en } from '../../../locales/en/inbox.json'
import { door as it } from '../../../locales/it/inbox.json'
import { door as zh } from '../../../locales/zh/inbox.json'
import { get } from './state.ts'

type Path<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}` }[keyof T & string]
/** The Italian file names every word of the interface; a check elsewhere keeps the other languages equal to it. */
export type Word = Path<typeof import('../../../locales/it/inbox.json')>
export type Params = Readonly<Record<string, string | number>>

/** Before sign-in the desk gives no words: these few come with the page. */
const DOOR: Readonly<Record<string, typeof it>> = { it, en, zh }
export const INTERFACE = [
  { tag: 'it', name: 'Italiano' },
  { tag: 'en', name: 'English' },
  { tag: 'zh', name: '中文' },
] as const

export const fill = (text: string, params: Params): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''))

export const t = (word: Word, params: Params = {}): string => fill(get().words[word] ?? '', params)

type Group = 'urgent' | 'outcomes' | 'modes' | 'channels' | 'contact.whos' | 'content.state' | 'content.one' | 'content.units' | 'content.confidence' | 'content.look' | 'content.examples'

/** A word whose last part comes from the desk; what this version does not know yet is shown as it came. */
export const tOf = (group: Group, name: string): string => get().words[`${group}.${name}`] ?? name

export const tDoor = (word: keyof typeof it): string => (DOOR[get().language] ?? it)[word]

export const speaks = (language: string | undefined): language is string => language !== undefined && language in DOOR

/** Western digits everywhere: the figures must look like those on Italian papers. */
export const locale = (): string => `${get().language}-u-nu-latn`

export const languageName = (tag: string): string => get().me?.languages.find((known) => known.tag === tag)?.name ?? tag

export const directionOf = (tag: string): 'ltr' | 'rtl' => get().me?.languages.find((known) => known.tag === tag)?.dir ?? 'ltr'

export const topicName = (topic: string | null): string => (topic === null ? t('person.no-topic') : (get().me?.topics[topic] ?? topic))
