/** What a message is: one of ours, or what the desk cannot read, under its own name. */
export type Kind =
  | { readonly is: 'text' | 'location' | 'recalled' }
  | { readonly is: 'file'; readonly name: string; readonly mime: string }
  | { readonly is: 'unreadable'; readonly what: string }

const unreadable = (what: string): Kind => ({ is: 'unreadable', what })

/** By the names that wechaty gives them: https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts. Numbers differ between versions. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['Text', { is: 'text' }], ['Location', { is: 'location' }], ['Recalled', { is: 'recalled' }],
  ['Image', { is: 'file', name: 'photo.jpg', mime: 'image/jpeg' }],
  ['Audio', { is: 'file', name: 'voice.mp3', mime: 'audio/mpeg' }],
  ['Video', { is: 'file', name: 'video.mp4', mime: 'video/mp4' }],
  ['Attachment', { is: 'file', name: 'file', mime: 'application/octet-stream' }],
  ['Emoticon', unreadable('sticker')], ['Contact', unreadable('contact')], ['ChatHistory', unreadable('history')], ['MiniProgram', unreadable('mini-program')],
  ['GroupNote', unreadable('note')], ['Transfer', unreadable('money')], ['RedEnvelope', unreadable('money')], ['Url', unreadable('link')], ['Post', unreadable('post')],
])

export const kindOf = (name: string): Kind => KINDS.get(name) ?? unreadable('other')

/** A document says what it is only by the end of its name. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'], ['jpg', 'image/jpeg'], ['jpeg', 'image/jpeg'], ['png', 'image/png'], ['heic', 'image/heic'], ['webp', 'image/webp'],
  ['doc', 'application/msword'], ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['mp3', 'audio/mpeg'], ['m4a', 'audio/mp4'], ['ogg', 'audio/ogg'], ['mp4', 'video/mp4'], ['zip', 'application/zip'],
])

export const mimeOf = (name: string, otherwise: string): string => ENDS.get(/\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '') ?? otherwise
