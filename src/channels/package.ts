import type { Inlet } from './channel.ts'

/** A package that a way in needs, and that is not here. */
export class PackageMissing extends Error {
  constructor(wanted: string) {
    super(`The package ${wanted} is not installed: run npm install ${wanted}, or leave the channel out.`)
    this.name = 'PackageMissing'
  }
}

/** Only who has the channel has its package. @throws PackageMissing */
export const load = <T>(wanted: string, loading: () => Promise<T>): Promise<T> => loading().catch(() => { throw new PackageMissing(wanted) })

/** Nothing begins without it: the account waits for somebody. */
export function missing(channel: string, account: string, { message: explain }: PackageMissing, { log, reading }: Pick<Inlet, 'log' | 'reading'>): void {
  log.error({ channel, explain }, 'a package is missing')
  reading(account, { kind: 'pause', code: 'configuration', explain })
}
