import { useSyncExternalStore } from 'react'
import { uuid } from '../../chat/uuid.ts'
import { ifSignedOut } from '../expired.ts'
import { Refused } from '../net/api.ts'
import { type Uploading, upload } from '../net/upload.ts'
import { get, say } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'
import { admitted, type Attached, type Attachment, isTooLarge, MOST_FILES, ready } from './attachment.ts'

let all: readonly Attachment[] = []
const uploads = new Map<string, Uploading>()
/** Those that are not at the desk yet. */
const bytesOf = new Map<string, File>()
const listeners = new Set<() => void>()

function update(next: readonly Attachment[]): void {
  all = next
  for (const listener of [...listeners]) listener()
}
const change = (key: string, patch: Partial<Attachment>): void => update(all.map((one) => (one.key === key ? { ...one, ...patch } : one)))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** What one operator attaches is not there for the next at the same computer. */
const placeOf = (conversation: string): string => `${get().me?.id ?? ''} ${conversation}`
const attachedTo = (conversation: string): readonly Attachment[] => all.filter((one) => one.place === placeOf(conversation))

export function useAttached(conversation: string): readonly Attachment[] {
  useSyncExternalStore(subscribe, () => all)
  return attachedTo(conversation)
}

export function attach(conversation: string, offered: readonly File[]): void {
  const files = admitted(offered, attachedTo(conversation).length)
  for (const file of files) add(conversation, file)
  if (files.length < offered.length) say(t('composer.files-most', { count: MOST_FILES }), 'bad')
}

function add(conversation: string, file: File): void {
  const key = uuid()
  update([...all, { key, place: placeOf(conversation), name: file.name, bytes: file.size, state: 'going', percent: 0, id: '', note: '', again: false }])
  if (isTooLarge(file.size)) return refuse(key, new Refused(413, 'too-large', ''))
  bytesOf.set(key, file)
  void send(key, conversation, file)
}

async function send(key: string, conversation: string, file: File): Promise<void> {
  const uploading = upload(conversation, file, (percent) => change(key, { percent }))
  uploads.set(key, uploading)
  try {
    const { id, name, bytes } = await uploading.done
    change(key, { state: 'here', id, name, bytes })
    bytesOf.delete(key)
    say(t('composer.file-here', { name }), 'heard')
  } catch (error) {
    if (!uploads.has(key)) return
    // Signed in again, she finds it where it was.
    if (ifSignedOut(error)) change(key, { state: 'refused', again: true })
    else refuse(key, error)
  } finally {
    uploads.delete(key)
  }
}

function refuse(key: string, error: unknown): void {
  const note = noteOf(error)
  const isFinal = error instanceof Refused && (error.status === 413 || error.status === 415)
  if (isFinal) bytesOf.delete(key)
  change(key, { state: 'refused', note, again: !isFinal })
  say(t('done.failed', { reason: note }), 'bad')
}

function noteOf(error: unknown): string {
  const code = error instanceof Refused ? error.code : ''
  if (code === 'too-large') return t('composer.file-size')
  return code === 'not-accepted' ? t('composer.file-kind') : reasonOf(error)
}

export function tryAgain(conversation: string, { key }: Attachment): void {
  const file = bytesOf.get(key)
  if (file === undefined) return
  change(key, { state: 'going', percent: 0, note: '' })
  void send(key, conversation, file)
}

export function detach({ key }: Attachment): void {
  const uploading = uploads.get(key)
  uploads.delete(key)
  bytesOf.delete(key)
  uploading?.stop()
  update(all.filter((one) => one.key !== key))
}

/** What goes with the reply; nothing stays beside the next one. */
export function takeAttached(conversation: string): Attached[] {
  const taken = attachedTo(conversation)
  update(all.filter((one) => !taken.includes(one)))
  return ready(taken)
}

/** A reply did not leave: its files are beside the text again. */
export function putBack(conversation: string, files: readonly Attached[]): void {
  const back = files.map((file): Attachment => ({ ...file, key: uuid(), place: placeOf(conversation), state: 'here', percent: 100, note: '', again: false }))
  update([...all, ...back])
}
