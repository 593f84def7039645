import { fold } from '../../core/text.ts'
import type { Inlet, Sending } from '../channel.ts'
import { within } from '../fit/measure.ts'
import { TEXT } from './can.ts'

/** She asks for the rest of what did not fit into one answer: in any language of the desk. */
export function asksForMore(text: string, { text: words, languages }: Pick<Inlet, 'text' | 'languages'>): boolean {
  const written = text.length > 40 ? '' : fold(text)
  return written !== '' && languages.some((language) => words('channels:more-words', language).split(',').some((word) => fold(word) === written))
}

/** Tells her how to get the rest. */
export function withMore(text: string, { more, text: words }: Pick<Sending, 'more' | 'text'>): string {
  const whole = `${text}\n\n${words('channels:more')}`
  return more && within(whole, { max: TEXT, unit: 'bytes' }) ? whole : text
}
