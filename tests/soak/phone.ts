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
  readonly photo: () => Promise<Sent>
  /** The names of what the desk showed her, in their order. */
  readonly shown: () => readonly string[]
  /** The same by the ways on which it came, where the provider keeps the order of each but not among them. */
  readonly ways?: () => readonly (readonly string[])[]
  /** Times that the provider itself told her that the desk is out of order: what she wrote then did not go. */
  readonly apologies: () => number
}
/** How the desk's books will name what she sent. */
export type Sent = string
export type ChannelName = (typeof CHANNELS)[number]

export const CHANNELS = ['wechat', 'whatsapp', 'telegram', 'e-mail', 'web-chat'] as const

export const TAP: Sent = '(choice)'
export const PHOTO: Sent = '(photo)'
/** A number in her words names them; without one they are their own name. */
export const nameOf = (text: string): Sent => /№\d+/.exec(text)?.[0] ?? text.trim()
