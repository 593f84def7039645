import { answerParam } from './answers/index.ts'
import type { Content } from './content.ts'
import { Broken, type Draft, factOf, say } from './draft.ts'
import type { MenuOption } from './conversation.ts'
import type { FactUse } from './facts.ts'
import type { Arguments, Show, Speech } from './flow.ts'
import type { AnswerName } from './ids.ts'
import type { Block, Param, Params } from './params.ts'
import { isRuleName, rules } from './rules/index.ts'
import type { RuleResult } from './rules/rule.ts'

type Shown = { readonly blocks: readonly Block[]; readonly facts: readonly FactUse[]; readonly params: Params }

/** Says what a step has to say: its words with answers and facts filled in, and what it shows beside them. */
export function speak(d: Draft, speech: Speech, options: readonly MenuOption[] = []): void {
  const shown = speech.show.map((s) => show(d, s))
  const named = Object.entries(speech.facts).map(([placeholder, name]) => [placeholder, factOf(d, name)] as const)
  say(d, speech.key, {
    params: {
      ...answerParams(d, speech),
      ...Object.fromEntries(named.map(([placeholder, fact]) => [placeholder, factParam(fact)])),
      ...Object.assign({}, ...shown.map((s) => s.params)),
    },
    hint: speech.hint, why: speech.why, card: speech.card, options,
    blocks: shown.flatMap((s) => s.blocks),
    facts: [...named.map(([, fact]) => fact), ...shown.flatMap((s) => s.facts), ...speech.cites.map((name) => factOf(d, name))],
  })
}

const showers: { readonly [K in Show['kind']]: (d: Draft, show: Extract<Show, { kind: K }>) => Shown } = {
  checklist: showChecklist,
  rule: (d, { name, with: args }) => applyRule(d, name, args),
  answers: (d, { rows }) => ({
    blocks: [{ kind: 'rows', rows: rows.filter((r) => r.name in d.conversation.answers).map((r) => ({ key: r.key, value: answerOf(d, r.name) })) }],
    facts: [], params: {},
  }),
  sheet: showSheet,
}

const show = <K extends Show['kind']>(d: Draft, what: Extract<Show, { kind: K }>): Shown => showers[what.kind as K](d, what)

function showChecklist(d: Draft, { name, with: args }: Extract<Show, { kind: 'checklist' }>): Shown {
  const list = d.content.checklists[name]
  if (list === undefined) throw new Broken('missing-fact', `checklist ${name}`)
  const values = argumentsOf(d, args)
  const items = list.items.filter((item) => Object.entries(item.when).every(([arg, wanted]) => wanted.includes(values[arg] ?? '')))
  return {
    blocks: [{ kind: 'checklist', items: items.map(({ id, key }) => ({ id, key, params: {} })) }],
    facts: items.flatMap((item) => item.facts.map((fact) => factOf(d, fact))),
    params: {},
  }
}

/** A pointer: competent office, what to have ready, official links, contacts. */
function showSheet(d: Draft, { topic }: Extract<Show, { kind: 'sheet' }>): Shown {
  const sheet = d.content.sheets[topic]
  if (sheet === undefined) throw new Broken('missing-fact', `sheet ${topic}`)
  const placeholders = Object.entries(sheet.facts).map(([placeholder, name]) => [placeholder, factOf(d, name)] as const)
  const params = Object.fromEntries(placeholders.map(([placeholder, fact]) => [placeholder, factParam(fact)]))
  const links = sheet.links.map((name) => factOf(d, name))
  const contacts = sheet.contacts.map((c) => ({ label: c.label, fact: factOf(d, c.fact) }))
  return {
    params,
    blocks: [
      { kind: 'rows', rows: [{ key: 'common:sheet.office', value: { key: sheet.office, params } }] },
      ...(sheet.ready.length ? [{ kind: 'checklist' as const, items: sheet.ready.map(({ id, key }) => ({ id, key, params })) }] : []),
      {
        kind: 'rows',
        rows: [
          ...links.map((fact) => ({ key: 'common:sheet.link', value: { url: String(fact.value) } })),
          ...contacts.map(({ label, fact }) => ({ key: 'common:sheet.contact', value: { list: [label, factParam(fact)] } })),
        ],
      },
    ],
    facts: [
      ...placeholders.map(([, fact]) => fact), ...links, ...contacts.map((c) => c.fact),
      ...sheet.ready.flatMap((item) => item.facts.map((name) => factOf(d, name))), ...sheet.cites.map((name) => factOf(d, name)),
    ],
  }
}

export function applyRule(d: Draft, name: string, args: Arguments): RuleResult {
  if (!isRuleName(name)) throw new Broken('rule-failed', name)
  return rules[name].apply(argumentsOf(d, args), { today: d.input.today, holidays: d.content.holidays, fact: (fact) => factOf(d, fact) })
}

export const argumentsOf = (d: Draft, args: Arguments): Record<string, string> =>
  Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, 'value' in arg ? arg.value : (d.conversation.answers[arg.answer] ?? '')]))

/** Only those that the words use: a turn keeps no more of her than it says. */
const answerParams = (d: Draft, { answers }: Speech): Params =>
  Object.fromEntries(Object.entries(answers).filter(([, name]) => name in d.conversation.answers).map(([placeholder, name]) => [placeholder, answerOf(d, name)]))

const answerOf = (d: Draft, name: AnswerName): Param => answerValue(d.content, name, d.conversation.answers[name] ?? '')

/** A stored answer as it is written in a sentence, in any language. */
export function answerValue(content: Content, name: AnswerName, value: string): Param {
  const type = Object.hasOwn(content.answers, name) ? content.answers[name] : undefined
  if (type === undefined) return value
  if (type.kind !== 'option') {
    if (type.kind !== 'comune') return answerParam(type.kind, value)
    return content.comuni.find((c) => c.id === value)?.name ?? value
  }
  const key = Object.hasOwn(type.labels, value) ? type.labels[value] : undefined
  return key === undefined ? value : { key }
}

export function factParam({ unit, value }: FactUse): Param {
  if (unit === 'eur') return { eur: Number(value) }
  if (unit === 'days') return { days: Number(value) }
  if (unit === 'working-days') return { workingDays: Number(value) }
  if (unit === 'months') return { months: Number(value) }
  if (unit === 'years') return { months: Number(value) * 12 }
  if (unit === 'url') return { url: String(value) }
  return unit === 'number' ? Number(value) : String(value)
}
