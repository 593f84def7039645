import type { Chance } from './chance.ts'

/** One citizen's end of a channel. What she sees is named so that it can be compared with what the desk says it sent. */
export type Phone = {
  readonly channel: ChannelName
  /** Her address as the desk has it, or how to find it. */
  readonly address: () => string
  /** First contact; on channels where that is no message. */
  readonly arrive: () => Promise<void>
  readonly say: (text: string) => Promise<Sent>
  /** Chooses from the newest menu; null: there is nothing to choose from. */
  readonly tap: (chance: Chance) => Promise<Sent | null>
  /** null: her channel carries none. */
  readonly photo: () => Promise<Sent | null>
  /** She is done, and ends what stays open by itself. */
  readonly leave?: () => Promise<void>
  /** The names of what the desk showed her, in their order. */
  readonly shown: () => readonly string[]
  /** The same by the ways on which it came, where the provider keeps the order of each but not among them. */
  readonly ways?: () => readonly (readonly string[])[]
  /** Where what she is told runs on without a seam, or is said again: everything that she heard, in place of names. */
  readonly heard?: () => string
  /** When what the desk answered could not reach her, in milliseconds of its clock. */
  readonly cuts?: () => readonly Cut[]
  /** Times that the provider itself told her that the desk is out of order: what she wrote then did not go. */
  readonly apologies: () => number
}
/** How the desk's books will name what she sent. */
export type Sent = string
export type Cut = { readonly from: number; readonly to: number }
export type ChannelName = (typeof CHANNELS)[number]

export const CHANNELS = ['wechat', 'wecom', 'whatsapp', 'telegram', 'e-mail', 'telephone', 'web-chat'] as const

export const TAP: Sent = '(choice)'
export const PHOTO: Sent = '(photo)'
/** A number in her words names them; without one they are their own name. */
export const nameOf = (text: string): Sent => /№\d+/.exec(text)?.[0] ?? text.trim()

/** Taps one of the choices; null: there is none. */
export async function tapAmong<T>(choices: readonly T[], chance: Chance, tap: (choice: T) => Promise<unknown>): Promise<Sent | null> {
  if (choices.length === 0) return null
  await tap(chance.among(choices))
  return TAP
}
