import { inForce } from './content/in-force.ts'
import type { Content } from './core/content.ts'
import type { Store } from './store/store.ts'
import type { Clock } from './switchboard/ports.ts'

export type FactsInForce = {
  /** Content with the facts in force. */
  readonly content: () => Content
  /** Looks for what is new in the store, whoever put it there. */
  readonly refresh: () => Promise<void>
  /** Keeps what an editor says of a fact: in force from the next turn on. False: somebody said something after the revision that its editor saw, and nothing was kept. */
  readonly revise: Store['addFactRevision']
}

/**
 * The facts of the files, with what the store knows of them. Read again when there is something new, when a value's day
 * may have come, and every hour: of two processes that write in the same instant the later mark hides the earlier.
 */
export function createFactsInForce(written: Content, store: Pick<Store, 'factsMark' | 'factRevisions' | 'sourceChecks' | 'addFactRevision'>, clock: Clock): FactsInForce {
  let content = written
  let known = ''
  const look = async (): Promise<void> => {
    const { today, time } = clock.local()
    const mark = `${today} ${time.slice(0, 2)} ${await store.factsMark()}`
    if (mark === known) return
    const [revisions, checks] = await Promise.all([store.factRevisions(null), store.sourceChecks()])
    content = inForce(written, revisions, checks, today)
    known = mark
  }
  // One after the other: what was read first must not come last.
  let looking = Promise.resolve()
  const refresh = (): Promise<void> => (looking = looking.then(look, look))
  return {
    content: () => content,
    refresh,
    async revise(revision, after) {
      const kept = await store.addFactRevision(revision, after)
      await refresh()
      return kept
    },
  }
}
