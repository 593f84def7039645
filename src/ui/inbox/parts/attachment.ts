/** A file beside a reply that is being written. `id` is the desk's, once it is there. */
export type Attachment = {
  readonly key: string
  /** The operator and the conversation. */
  readonly place: string
  readonly name: string
  readonly bytes: number
  readonly state: 'going' | 'here' | 'refused'
  readonly percent: number
  readonly id: string
  /** Why it was refused, in words. */
  readonly note: string
  /** It was not its own fault. */
  readonly again: boolean
}
export type Attached = Pick<Attachment, 'id' | 'name' | 'bytes'>

export const MOST_FILES = 5
export const LARGEST_FILE = 10 * 1024 * 1024

export const isTooLarge = (bytes: number): boolean => bytes > LARGEST_FILE

/** As many as there is room for. */
export const admitted = <T>(offered: readonly T[], attached: number): readonly T[] => offered.slice(0, Math.max(0, MOST_FILES - attached))

export const ready = (files: readonly Attachment[]): Attached[] => files.filter((one) => one.state === 'here').map(({ id, name, bytes }) => ({ id, name, bytes }))

/** A reply in the thread before the desk has it: the words, and the names of its files. */
export const shownAs = (words: string, files: readonly Attached[]): string => [words, ...files.map((file) => file.name)].filter((line) => line !== '').join('\n')

export function sizeIn(locale: string, bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}
