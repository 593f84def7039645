import type { Topic } from '../core/ids.ts'

/** Topics that are not what somebody asks for, but what else her words tell. */
export const DANGER: Topic = 'urgent.safety'
export const OUT_OF_SCOPE: Topic = 'other_out_of_scope'
