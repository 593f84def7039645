import { z } from 'zod'
import type { Inlet } from '../channel.ts'

/** How far the mailbox was read: every mail up to `uid` is dealt with, while its uids are those of `validity` (RFC 3501, 2.3.1.1). `at`: when that was so, in milliseconds. */
const shape = z.object({ validity: z.string(), uid: z.number().int().min(0), at: z.number() })
export type Position = z.infer<typeof shape>

const KEY = 'mailbox'

export async function readPosition({ cursor }: Inlet): Promise<Position | null> {
  const text = await cursor.get(KEY)
  try {
    return shape.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}

export const writePosition = ({ cursor }: Inlet, position: Position): Promise<void> => cursor.set(KEY, JSON.stringify(position))
