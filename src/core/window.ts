import type { Instant } from './ids.ts'

/** What her provider still takes for her: until when, and how many messages; null: any number. */
export type OpenWindow = { readonly until: Instant; readonly left: number | null }
