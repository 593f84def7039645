import type { Advanced } from '../core/advance.ts'
import type { InputKind } from '../core/input.ts'
import type { Hints } from '../core/hints.ts'

/**
 * A recorded conversation: which step comes next, not which words are said.
 *
 *     language: zh
 *     on: 2026-11-24 10:00
 *     > 续签
 *       permit-renewal:for-whom   (where she stands, `~queued` when not scripted)
 *     > #me
 *     > 我的居留快到期 {"intents":[…]}   (hints that understanding gave)
 */
export const recordHeader = (h: { language: string | null; today: string; time: string; flow: string | null; desk: string }): string =>
  [`desk: ${h.desk}`, `language: ${h.language ?? '-'}`, `on: ${h.today} ${h.time}`, `flow: ${h.flow ?? '-'}`].join('\n')

export const recordLine = (input: InputKind, turn: Advanced): string => `${inputLine(input)}\n${outcomeLine(turn)}`

export function outcomeLine({ conversation, events }: Advanced): string {
  const { at } = conversation.script
  const mode = conversation.mode.kind === 'scripted' ? '' : ` ~${conversation.mode.kind}`
  const failed = events.some((e) => e.kind === 'failed') ? ' !failed' : ''
  return `  ${at ? `${at.flow}:${at.step}` : '-'}${mode}${failed}`
}

function inputLine(input: InputKind): string {
  if (input.kind === 'wrote') return `> ${input.text.replaceAll('\n', ' ')}${hintsOf(input.hints)}`
  if (input.kind === 'picked') return `> #${input.option}`
  return `> [${input.kind}]`
}

const hintsOf = (hints: Hints): string => (hints.intents.length === 0 && hints.urgent === null && hints.language === null ? '' : ` ${JSON.stringify(hints)}`)
