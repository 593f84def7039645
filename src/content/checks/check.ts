import type { LocalDate } from '../../core/ids.ts'
import type { Compiled } from '../compile.ts'
import type { Issue } from '../issue.ts'

/** What a check may look at besides the content: the day, and what the desk's channels and services can do. */
export type Surroundings = {
  readonly root: string
  readonly today: LocalDate
  /** Channel → longest label of a button, in UTF-16 units. */
  readonly labelLimits: Readonly<Record<string, number>>
  /** Service → its cases. */
  readonly services: Readonly<Record<string, readonly string[]>>
}

/** One problem, looked for everywhere. Its name is its file's. */
export type Check = (compiled: Compiled, around: Surroundings) => Iterable<Omit<Issue, 'check'>>
