import { cleanName } from '../../core/text.ts'
import { albumOf } from '../album.ts'
import type { Incoming, Inlet } from '../channel.ts'
import { typed } from '../typed.ts'
import { within } from '../within.ts'
import type { Heard } from './bot.ts'
import { type Kind, mimeOf } from './kinds.ts'

type What = Pick<Incoming, 'content' | 'source'>

const unsupported = (what: string): What => ({ content: { kind: 'unsupported', what } })

/** null: nothing that the desk could answer. `patience`: milliseconds that the puppet has to say where a place is. */
export async function whatSheDid(heard: Heard, { newId, refuses }: Pick<Inlet, 'newId' | 'refuses'>, patience: number): Promise<What | null> {
  const { kind } = heard
  switch (kind.is) {
    case 'recalled': return null
    case 'text': return { content: typed(heard.text) }
    case 'unreadable': return unsupported(kind.what)
    case 'location': return located(heard, patience)
    case 'file': return fileOf(heard, kind, newId, refuses)
  }
}

async function located({ place }: Heard, patience: number): Promise<What> {
  const { latitude, longitude } = await within(patience, place()).catch(() => ({ latitude: Number.NaN, longitude: Number.NaN }))
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return isPlace ? { content: { kind: 'located', latitude, longitude } } : unsupported('location')
}

/** The words of a document’s message are its name. Its size is known only when it is fetched. */
function fileOf({ id, from, at, text }: Heard, kind: Extract<Kind, { is: 'file' }>, newId: Inlet['newId'], refuses: Inlet['refuses']): What {
  const named = kind.name === 'file' && /^[^<\n]{1,200}\.\w{1,5}$/.test(text) ? text : kind.name
  const mime = mimeOf(named, kind.mime)
  const refused = refuses(mime, 0)
  if (refused !== null) return unsupported(refused)
  return { content: { kind: 'sent-file', file: { id: newId(), name: cleanName(named), mime, bytes: 0 }, album: albumOf(from, at, mime) }, source: id }
}
