import type { FileRef } from '../../core/input.ts'

const MB = 1024 * 1024
const OFFICE = ['application/pdf', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation']

/** As which kind of message a file travels, under which type it is uploaded, and how many bytes it may have. */
export type Passage = { readonly kind: 'image' | 'audio' | 'document'; readonly mime: string; readonly most: number }

/** What the platform takes: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media. Any other text, as a calendar's, travels as plain text under its own name. */
const PASSAGES: ReadonlyMap<string, Passage> = new Map<string, Passage>([
  ...['image/jpeg', 'image/png'].map((mime) => [mime, { kind: 'image' as const, mime, most: 5 * MB }] as const),
  ...['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'].map((mime) => [mime, { kind: 'audio' as const, mime, most: 16 * MB }] as const),
  ['audio/x-m4a', { kind: 'audio', mime: 'audio/mp4', most: 16 * MB }],
  ...OFFICE.map((mime) => [mime, { kind: 'document' as const, mime, most: 100 * MB }] as const),
])

/** null: the platform does not take such a file. */
export function passageOf({ mime }: Pick<FileRef, 'mime'>): Passage | null {
  const bare = bareMime(mime)
  return PASSAGES.get(bare) ?? (bare.startsWith('text/') ? { kind: 'document', mime: 'text/plain', most: 100 * MB } : null)
}

/** Without what follows it, as the codec of a voice. */
export const bareMime = (mime: string): string => (mime.split(';')[0] ?? '').trim().toLowerCase()
