import { ifSignedOut } from '../expired.ts'
import { act } from '../net/api.ts'
import { loadQueue } from '../queue/queue.ts'
import { get, say, set } from '../state.ts'
import { refreshThread } from '../thread/thread.ts'
import { reasonOf } from '../trouble.ts'
import { t, tOf } from '../words.ts'
import { doLater, flushFor } from './later.ts'

/** At once; says what happened. @returns whether it did */
async function doNow(conversation: string, name: string, body: object, done: string): Promise<boolean> {
  await flushFor(conversation)
  try {
    await act(conversation, name, body)
    say(done)
  } catch (error) {
    if (ifSignedOut(error)) return false
    say(t('done.failed', { reason: reasonOf(error) }), 'bad')
    await refreshThread()
    return false
  }
  await Promise.all([get().open === conversation ? refreshThread() : null, loadQueue({ apply: name !== 'note' })])
  return true
}

export const take = (id: string): Promise<boolean> => doNow(id, 'take', {}, t('done.take'))
export const reopen = (id: string): Promise<boolean> => doNow(id, 'reopen', {}, t('done.reopen'))
export const sendPrivatePage = (id: string): Promise<boolean> => doNow(id, 'private-page', {}, t('done.private-page'))
export const addNote = (id: string, text: string): Promise<boolean> => doNow(id, 'note', { text }, t('done.note'))

export const handBack = (conversation: string): Promise<void> =>
  doLater({
    conversation,
    name: 'release',
    body: {},
    soon: (seconds) => t('done.release-soon', { seconds }),
    done: () => t('done.release'),
  })

export function close(conversation: string, outcome: string): Promise<void> {
  const words = { outcome: tOf('outcomes', outcome) }
  return doLater({
    conversation,
    name: 'close',
    body: { outcome },
    soon: (seconds) => t('done.close-soon', { ...words, seconds }),
    done: () => t('done.close', words),
  })
}

/** `to` empty: back to the queue, for anyone. */
export function transfer(conversation: string, to: string): Promise<void> {
  const name = get().me?.operators.find((one) => one.id === to)?.name ?? ''
  return doLater({
    conversation,
    name: 'transfer',
    body: { to },
    soon: (seconds) => (to ? t('done.transfer-soon', { name, seconds }) : t('done.transfer-queue-soon', { seconds })),
    done: () => (to ? t('done.transfer', { name }) : t('done.transfer-queue')),
  })
}

/** Whether this operator speaks with her now. */
export const isMine = (): boolean => {
  const { thread, me } = get()
  return thread?.summary.mode === 'attended' && thread.summary.operator?.id === me?.id
}

export const canTake = (): boolean => {
  const mode = get().thread?.summary.mode
  return mode === 'queued' || mode === 'scripted' || mode === 'waiting'
}

export const openDialog = (dialog: NonNullable<ReturnType<typeof get>['dialog']>): void => set({ dialog })
export const shutDialog = (): void => set({ dialog: null })
