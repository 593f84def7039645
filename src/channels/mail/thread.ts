import { z } from 'zod'
import type { Mail } from './parse.ts'
import { oneLine } from './words.ts'

/** What is kept with her address, so that an answer joins her thread: ids of mails, oldest first, and her subject. */
const memory = z.object({ chain: z.array(z.string().regex(/^<[!-~]{1,250}>$/)).max(20), subject: z.string().max(200) })
export type Thread = z.infer<typeof memory>

export const NO_THREAD: Thread = { chain: [], subject: '' }

const MOST = 20
const REPLY = /^(?:(?:re|aw|sv|r|rif|rv|fw|fwd|i|tr|wg|回复|答复|回覆|转发|轉寄|رد|إعادة توجيه)\s?(?:\[\d+\])?\s?[:：]\s*)+/i

/** Hers, and what it answers (https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4). Of a long thread the first id, by which programs join it, and the newest. */
export function threadOf({ messageId, references, inReplyTo, subject }: Mail): Thread {
  const before = references.length > 0 ? references : inReplyTo
  const all = [...new Set([...before, ...(messageId === null ? [] : [messageId])])]
  return { chain: all.length <= MOST ? all : [...all.slice(0, 1), ...all.slice(1 - MOST)], subject: bareSubject(subject) }
}

export const bareSubject = (subject: string): string => oneLine(oneLine(subject, 1000).replace(REPLY, ''), 150)

export const isReply = ({ inReplyTo, references, subject }: Mail): boolean => inReplyTo.length > 0 || references.length > 0 || REPLY.test(oneLine(subject, 1000))

export function readThread(text: string | null): Thread {
  try {
    return memory.parse(JSON.parse(text ?? ''))
  } catch {
    return NO_THREAD
  }
}
