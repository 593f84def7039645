import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'samples', name))

/** What she sends with one tap. */
export const SAMPLES = {
  photo: sample('photo.jpg'),
  voice: sample('voice.ogg'),
  /** As WeChat records it. */
  amr: sample('voice.amr'),
  document: sample('ricevuta.pdf'),
  place: { latitude: 43.8343, longitude: 11.1956 },
} as const

export const DOCUMENT = { name: 'ricevuta 收据.pdf', mime: 'application/pdf' } as const
