import { deadline } from './deadline.ts'
import { housingSpace } from './housing-space.ts'
import { permitFee } from './permit-fee.ts'
import { renewalWindow } from './renewal-window.ts'
import { reunificationIncome } from './reunification-income.ts'
import type { Rule } from './rule.ts'

/** Every rule that a flow may name. */
export const rules = {
  'renewal-window': renewalWindow,
  'permit-fee': permitFee,
  'reunification-income': reunificationIncome,
  'housing-space': housingSpace,
  deadline,
} satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

export const isRuleName = (name: string): name is RuleName => Object.hasOwn(rules, name)
