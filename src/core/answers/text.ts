import { LIMITS } from '../limits.ts'
import { accepted, type Parsed, refused } from './parsed.ts'

export function parseText(text: string): Parsed {
  const kept = text.trim()
  if (kept === '') return refused('empty')
  return [...kept].length > LIMITS.text ? refused('too-long') : accepted(kept)
}
