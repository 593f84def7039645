import { uuid } from '../../chat/uuid.ts'
import { ifSignedOut } from '../expired.ts'
import { act, isPassing, isSignedOut, Refused } from '../net/api.ts'
import { putBack } from '../parts/attached.ts'
import { type Attached, shownAs } from '../parts/attachment.ts'
import { keepDraft, save, saved } from '../saved.ts'
import { get, type Reply, say, set } from '../state.ts'
import { refreshThread } from '../thread/thread.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 30_000

let running = false
let failures = 0
let retry: ReturnType<typeof setTimeout> | undefined

function update(unsent: readonly Reply[]): void {
  set({ unsent })
  save({ unsent })
}

const change = (id: string, patch: Partial<Reply>): void => update(get().unsent.map((one) => (one.id === id ? { ...one, ...patch } : one)))
const drop = (id: string): void => update(get().unsent.filter((one) => one.id !== id))

/** A reply as it leaves. Its `text` is what is shown of it meanwhile: the words, and the names of its files. */
type Leaving = Reply & { readonly words?: string; readonly files?: readonly Attached[] }
const wordsOf = ({ words, text }: Leaving): string => words ?? text
const filesOf = ({ files = [] }: Leaving): readonly Attached[] => files

export function sendReply(conversation: string, words: string, files: readonly Attached[] = []): void {
  const reply: Leaving = { id: uuid(), conversation, at: new Date().toISOString(), text: shownAs(words, files), words, files, state: 'sending', note: '' }
  update([...get().unsent, reply])
  void flushOutbox()
}

/** What a reload or the end of a session left behind. */
export function restoreOutbox(): void {
  set({ unsent: saved().unsent ?? [] })
  void flushOutbox()
}

export function again(id: string): void {
  change(id, { state: 'sending', note: '' })
  void flushOutbox()
}

/** Back to where it was written. */
export function takeBack(id: string): string {
  const reply = get().unsent.find((one) => one.id === id)
  if (!reply) return ''
  drop(id)
  keepDraft(reply.conversation, wordsOf(reply))
  putBack(reply.conversation, filesOf(reply))
  return wordsOf(reply)
}

/** One at a time, oldest first: sentences arrive in the order in which they were written. */
export async function flushOutbox(): Promise<void> {
  clearTimeout(retry)
  if (running) return
  running = true
  try {
    for (let next = waiting(); next; next = waiting()) if (!(await deliver(next))) break
  } finally {
    running = false
  }
}

const waiting = (): Reply | undefined => get().unsent.find((one) => one.state !== 'refused')

/** @returns false when the others must wait */
async function deliver(reply: Reply): Promise<boolean> {
  const { id, conversation } = reply
  try {
    await act(conversation, 'reply', { id, text: wordsOf(reply), files: filesOf(reply).map((file) => file.id) })
    failures = 0
    if (get().open === conversation) await refreshThread()
    drop(id)
    say(t('done.reply'))
    return true
  } catch (error) {
    return refuse(id, error)
  }
}

function refuse(id: string, error: unknown): boolean {
  if (isSignedOut(error)) {
    ifSignedOut(error)
    return false
  }
  if (!isPassing(error)) {
    // That a file is gone the desk says in her own language.
    const note = error instanceof Refused && error.code === 'no-file' ? error.message : reasonOf(error)
    change(id, { state: 'refused', note })
    say(t('done.failed', { reason: note }), 'bad')
    return true
  }
  change(id, { state: 'retrying' })
  retry = setTimeout(() => void flushOutbox(), Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++))
  return false
}
