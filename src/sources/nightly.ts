import type { LocalDate } from '../core/ids.ts'
import type { Page } from './look.ts'
import { isNight } from './schedule.ts'
import type { Counts, Round } from './watch.ts'

export type NightlyOptions = {
  /** Loaded in the first night: a desk that never sees one needs no reader of pages. */
  readonly load: () => Promise<(round: Round) => Promise<Counts>>
  readonly pages: readonly Page[]
  readonly local: () => { readonly today: LocalDate; readonly time: string }
  /** What was found is to count from now on. */
  readonly found: () => Promise<void>
  readonly log: { readonly info: (data: object, message: string) => void; readonly error: (data: object, message: string) => void }
}

/** Every night once, beside all else that the desk does. `wake` begins it when it is time, and never waits. */
export function createNightly({ load, pages, local, found, log }: NightlyOptions): { readonly wake: () => void; readonly stop: () => Promise<void> } {
  const ending = new AbortController()
  let night: LocalDate | null = null
  let round: Promise<void> | null = null

  const watch = async (): Promise<void> => {
    try {
      const run = await load()
      const counts = await run({ pages, all: false, signal: ending.signal, goesOn: () => isNight(local().time) })
      log.info(counts, 'the sources of facts were looked at')
      await found()
    } catch (error) {
      if (!ending.signal.aborted) log.error({ error: String(error).slice(0, 200) }, 'the sources of facts could not be looked at')
    } finally {
      round = null
    }
  }

  return {
    wake() {
      const { today, time } = local()
      if (round !== null || night === today || ending.signal.aborted || !isNight(time)) return
      night = today
      round = watch()
    },
    async stop() {
      ending.abort()
      await round
    },
  }
}
