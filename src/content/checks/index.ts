import type { Compiled } from '../compile.ts'
import type { Issue } from '../issue.ts'
import { ambiguous } from './ambiguous.ts'
import type { Check, Surroundings } from './check.ts'
import { dangling } from './dangling.ts'
import { facts } from './facts.ts'
import { glossary } from './glossary.ts'
import { labelLength } from './label-length.ts'
import { missingText } from './missing-text.ts'
import { noPerson } from './no-person.ts'
import { placeholders } from './placeholders.ts'
import { recheck } from './recheck.ts'
import { rules } from './rules.ts'
import { staleText } from './stale-text.ts'
import { unfilled } from './unfilled.ts'
import { unreachable } from './unreachable.ts'
import { unusedText } from './unused-text.ts'
import { why } from './why.ts'

/** Every check by its name; a bad fixture of the same name proves each. */
export const checks: Readonly<Record<string, Check>> = {
  dangling, unreachable, 'no-person': noPerson, facts, recheck, rules, why, 'missing-text': missingText, 'unused-text': unusedText,
  'stale-text': staleText, placeholders, glossary, unfilled, ambiguous, 'label-length': labelLength,
}

/** All that is wrong with the content: what reading it found, then what each check found. */
export const checkAll = (compiled: Compiled, around: Surroundings): Issue[] => [
  ...compiled.issues,
  ...Object.entries(checks).flatMap(([check, run]) => [...run(compiled, around)].map((issue) => ({ ...issue, check }))),
]
