import { flushAll } from './act/later.ts'
import { flushOutbox, restoreOutbox } from './act/outbox.ts'
import { ifSignedOut, whenSignedOut } from './expired.ts'
import { endSession, fetchMe, fetchWords, isPassing, isSignedOut, putLanguage, Refused, signInWith } from './net/api.ts'
import { follow } from './net/live.ts'
import { loadQueue, queueChanged, watchQueue } from './queue/queue.ts'
import { openedByAddress, refreshContent } from './route.ts'
import { belongsTo, forget, keepLanguage, lastLanguage, saved } from './saved.ts'
import { forgetAll, get, type Link, say, set } from './state.ts'
import { refreshThread, threadChanged } from './thread/thread.ts'
import { speaks, t, tDoor } from './words.ts'

let stopFollowing: (() => void) | null = null

const guess = (): string => [lastLanguage(), ...navigator.languages.map((tag) => tag.split('-')[0])].find(speaks) ?? 'it'

/** Already signed in, or to the door. */
export async function arrive(): Promise<void> {
  set({ phase: 'loading', language: guess() })
  await enter().catch((error: unknown) => set({ phase: isSignedOut(error) ? 'door' : 'unreachable' }))
}

async function enter(): Promise<void> {
  const [me, words] = await Promise.all([fetchMe(), fetchWords()])
  const language = speaks(me.language) ? me.language : 'it'
  belongsTo(me.id)
  set({ me, words, language, phase: 'inside', expired: false, shortcuts: saved().shortcuts ?? true })
  keepLanguage(language)
  restoreOutbox()
  watchQueue()
  stopFollowing?.()
  whenSignedOut(() => stopFollowing?.())
  stopFollowing = follow({
    changed: ({ conversation }) => {
      queueChanged()
      threadChanged(conversation)
    },
    link: linked,
    refused: () => void fetchMe().catch(ifSignedOut),
  })
  await Promise.all([loadQueue({ apply: true }), openedByAddress()])
}

/** After a cut anything may have happened meanwhile. */
function linked(link: Link): void {
  const before = get().link
  if (before === link) return
  set({ link })
  if (link !== 'live') return
  queueChanged()
  void refreshThread()
  void flushOutbox()
}

/** @returns the reason in words, or null when signed in */
export async function signIn(email: string, password: string): Promise<string | null> {
  const chosen = get().language
  try {
    await signInWith(email, password)
    if (lastLanguage() === chosen) await putLanguage(chosen)
    await enter()
    return null
  } catch (error) {
    return whyNot(error)
  }
}

function whyNot(error: unknown): string {
  if (!(error instanceof Refused)) return tDoor('offline')
  if (error.status === 429) return tDoor('too-many')
  if (error.code === 'BANNED_USER') return tDoor('suspended')
  return isPassing(error) ? tDoor('offline') : tDoor('wrong')
}

export async function signOut(): Promise<void> {
  await flushAll()
  await endSession().catch(() => null)
  stopFollowing?.()
  forget()
  forgetAll()
  history.replaceState(null, '', '/inbox/')
}

export async function chooseLanguage(language: string): Promise<void> {
  keepLanguage(language)
  if (get().phase !== 'inside') {
    set({ language })
    return
  }
  try {
    const me = await putLanguage(language)
    const words = await fetchWords()
    set({ me, words, language })
    say(t('done.language'))
    await Promise.all([loadQueue({ apply: true }), refreshThread(), refreshContent()])
  } catch (error) {
    if (!ifSignedOut(error)) say(t('trouble.offline'), 'bad')
  }
}
