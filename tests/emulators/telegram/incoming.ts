import { findEntities } from './entities.ts'
import { type Content, fileJson, type StoredFile } from './files.ts'
import type { Json } from './json.ts'
import { photoSizes } from './media.ts'
import type { World } from './world.ts'

/** The JSON of what people send, field by field as the Bot API has it. */
export const textOf = (text: string): Json => {
  const entities = findEntities(text)
  return { text, ...(entities.length > 0 && { entities }) }
}

const captionOf = (caption: string | undefined): Json => {
  if (!caption) return {}
  const { text, entities } = textOf(caption)
  return { caption: text, ...(entities !== undefined && { caption_entities: entities }) }
}

export type Sent = { readonly content: Json; readonly file: StoredFile }

export function voice(world: World, seconds: number, content: Content): Sent {
  const file = world.files.keep({ folder: 'voice', name: 'voice.oga', mime: 'audio/ogg', content })
  return { file, content: { voice: { duration: seconds, mime_type: 'audio/ogg', ...fileJson(file) } } }
}

export function photo(world: World, content: Content, caption?: string): Sent {
  const file = world.files.keep({ folder: 'photos', name: 'photo.jpg', mime: 'image/jpeg', content })
  return { file, content: { photo: photoSizes(world, file), ...captionOf(caption) } }
}

export function document(world: World, content: Content, name: string, mime: string, caption?: string): Sent {
  const file = world.files.keep({ folder: 'documents', name, mime, content })
  return { file, content: { document: { file_name: name, mime_type: mime, ...fileJson(file) }, ...captionOf(caption) } }
}

export function sticker(world: World, emoji: string): Sent {
  const file = world.files.keep({ folder: 'stickers', name: 'sticker.webp', mime: 'image/webp', content: 24_000 })
  return { file, content: { sticker: { width: 512, height: 512, emoji, set_name: 'HotCherry', is_animated: false, is_video: false, type: 'regular', ...fileJson(file) } } }
}

export function video(world: World, seconds: number, content: Content, caption?: string): Sent {
  const file = world.files.keep({ folder: 'videos', name: 'IMG_0001.MP4', mime: 'video/mp4', content })
  return { file, content: { video: { duration: seconds, width: 1280, height: 720, file_name: file.name, mime_type: file.mime, ...fileJson(file) }, ...captionOf(caption) } }
}

export const poll = (question: string, options: readonly string[]): Json => ({
  poll: { id: '5899712313374572545', question, options: options.map((text) => ({ text, voter_count: 0 })), total_voter_count: 0, is_closed: false, is_anonymous: true, type: 'regular', allows_multiple_answers: false },
})
