import { deadline } from './deadline.ts'
import { permitFee } from './permit-fee.ts'
import { renewalWindow } from './renewal-window.ts'
import type { Rule } from './rule.ts'

/** Every rule that a flow may name. */
export const rules = {
  'renewal-window': renewalWindow,
  'permit-fee': permitFee,
  deadline,
} satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

export const isRuleName = (name: string): name is RuleName => Object.hasOwn(rules, name)
