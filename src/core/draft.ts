import type { Content } from './content.ts'
import type { Action, Conversation, Menu, MenuOption, Mode, Script } from './conversation.ts'
import type { Desk } from './desk.ts'
import type { FailureCode, TurnEvent } from './event.ts'
import { type FactUse, factOn } from './facts.ts'
import type { AnswerKind, Place, Step } from './flow.ts'
import type { FactName, MessageKey } from './ids.ts'
import type { Input } from './input.ts'
import { LIMITS } from './limits.ts'
import type { Block, Params } from './params.ts'

/** The script cannot go on: whoever catches it apologises and finds a person. Nothing that the turn meant to say is said. */
export class Broken extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, detail: string) {
    super(detail)
    this.code = code
  }
}

/** One turn being made: the conversation as it will be, and what has happened so far. Lives only inside `advance`. */
export type Draft = {
  readonly content: Content
  readonly input: Input
  conversation: Conversation
  readonly events: TurnEvent[]
  steps: number
  said: number
}

export const startDraft = (content: Content, conversation: Conversation, input: Input): Draft => ({
  content, input, conversation: { ...conversation, revision: conversation.revision + 1 }, events: [], steps: 0, said: 0,
})

export const change = (d: Draft, part: Partial<Conversation>): void => {
  d.conversation = { ...d.conversation, ...part }
}

export const changeScript = (d: Draft, part: Partial<Script>): void => change(d, { script: { ...d.conversation.script, ...part } })

export function changeMode(d: Draft, mode: Mode, by: string | null = null): void {
  if (mode.kind !== d.conversation.mode.kind) d.events.push({ kind: 'mode-changed', to: mode.kind, by })
  change(d, { mode })
}

export const note = (d: Draft, event: TurnEvent): void => {
  d.events.push(event)
}

export type Speaking = {
  readonly params?: Params
  readonly hint?: MessageKey | null
  readonly why?: MessageKey | null
  readonly blocks?: readonly Block[]
  readonly facts?: readonly FactUse[]
  readonly options?: readonly MenuOption[]
  readonly card?: MessageKey | null
}

/** Another conversation's menu must not look like this one: an old button may lie on her screen for years. */
const menuId = ({ conversation: { id, revision }, said }: Draft): string => `m${revision}.${said}.${id.slice(-4)}`

/** Says one message; its options become the menu that is now on her screen. */
export function say(d: Draft, key: MessageKey, speaking: Speaking = {}): void {
  if (++d.said > LIMITS.messages) throw new Broken('too-many-messages', key)
  const menu: Menu | null = speaking.options?.length ? { id: menuId(d), options: speaking.options } : null
  if (menu) changeScript(d, { menu })
  const expects = expectedBy(d, key)
  d.events.push({
    kind: 'said', key, params: speaking.params ?? {}, hint: speaking.hint ?? null, why: speaking.why ?? null,
    blocks: speaking.blocks ?? [], facts: distinct(speaking.facts ?? []), card: speaking.card ?? null,
    menu: menu && { id: menu.id, options: menu.options.map(({ id, key, params }) => ({ id, key, params })) },
    ...(expects && { expects }),
  })
}

/** Only the question itself asks, nothing that is said on the way to it. */
function expectedBy({ content, conversation: { script: { at } } }: Draft, key: MessageKey): AnswerKind | null {
  if (at === null) return null
  const { flow, step } = resolve(content, at)
  const asked = content.flows[flow]?.steps[step]
  return asked?.kind === 'ask' && asked.speech.key === key ? asked.expects : null
}

const distinct = (facts: readonly FactUse[]): FactUse[] => [...new Map(facts.map((f) => [f.name, f])).values()]

export const option = (id: string, key: MessageKey, does: Action, params: Params = {}): MenuOption => ({ id, key, params, does })

export function factOf(d: Draft, name: FactName): FactUse {
  const fact = Object.hasOwn(d.content.facts, name) ? d.content.facts[name] : undefined
  const use = fact === undefined ? null : factOn(fact, d.input.today)
  if (use === null) throw new Broken('missing-fact', name)
  return use
}

export const deskOf = (d: Draft): Desk => {
  const desk = d.content.desks[d.conversation.desk]
  if (desk === undefined) throw new Broken('missing-flow', `desk ${d.conversation.desk}`)
  return desk
}

/** The place as it stands today: a step that an edit removed leads where its flow says. */
export function resolve(content: Content, place: Place): Place {
  const flow = Object.hasOwn(content.flows, place.flow) ? content.flows[place.flow] : undefined
  const moved = flow && Object.hasOwn(flow.moved, place.step) ? flow.moved[place.step] : undefined
  return moved === undefined ? place : { flow: place.flow, step: moved }
}

export function stepAt(content: Content, place: Place): Step {
  const { flow: name, step: id } = resolve(content, place)
  const flow = Object.hasOwn(content.flows, name) ? content.flows[name] : undefined
  if (flow === undefined) throw new Broken('missing-flow', name)
  const step = Object.hasOwn(flow.steps, id) ? flow.steps[id] : undefined
  if (step === undefined) throw new Broken('missing-step', `${name}.${id}`)
  return step
}

export const samePlace = (a: Place | null, b: Place | null): boolean => a?.flow === b?.flow && a?.step === b?.step
