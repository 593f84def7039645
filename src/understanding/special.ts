import type { Topic } from '../core/ids.ts'

/** Topics that are not what somebody asks for, but what else her words tell. */
export const DANGER: Topic = 'urgent.safety'
export const OUT_OF_SCOPE: Topic = 'other_out_of_scope'

/** Share from which a danger is likely: in a few words, and where nothing tells which share is reached in vain. */
export const LIKELY_DANGER = 0.5
