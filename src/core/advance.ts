import type { Content } from './content.ts'
import type { Conversation } from './conversation.ts'
import { welcome } from './welcome.ts'
import { Broken, type Draft, note, say, startDraft } from './draft.ts'
import type { FailureCode, TurnEvent } from './event.ts'
import { handOff } from './handoff.ts'
import type { Input, InputKind } from './input.ts'
import { onMoved } from './moved.ts'
import { onAttended, onReleased, onReopened, onReplied, onResolved, onTransferred } from './operator.ts'
import { onJoin, onTypedCode } from './join.ts'
import { onPicked } from './picked.ts'
import { FROM_HER, onReachability, reachAgain } from './reachability.ts'
import { onEdited, onFile, onFileLost, onLocated, onUnsupported } from './sent.ts'
import { onWrote } from './wrote.ts'
import { onServed, onWaited } from './service.ts'

export type Advanced = { readonly conversation: Conversation; readonly events: readonly TurnEvent[] }

/**
 * The conversation after one input, and all that came of it. Pure: same content, conversation and input, same turn.
 * Never throws for a broken script: it apologises, records why, and finds a person.
 */
export function advance(content: Content, conversation: Conversation, input: Input): Advanced {
  const draft = startDraft(content, conversation, input)
  try {
    handle(draft)
    return { conversation: draft.conversation, events: draft.events }
  } catch (error) {
    const broken = error instanceof Broken ? error : new Broken('threw', error instanceof Error ? error.message : String(error))
    return failed(content, conversation, input, broken.code, broken.message)
  }
}

/** The turn that is said instead of one that broke: nothing that it meant to say, an apology, a person; danger still comes first. */
export function failed(content: Content, conversation: Conversation, input: Input, code: FailureCode, detail: string): Advanced {
  const draft = startDraft(content, conversation, input)
  note(draft, { kind: 'failed', code, detail })
  if (conversation.mode.kind === 'attended' || conversation.mode.kind === 'closed') {
    return { conversation: draft.conversation, events: draft.events }
  }
  say(draft, code === 'missing-fact' ? 'common:no-figure' : 'common:broken')
  handOff(draft, { reason: 'broken-script', topic: null, urgent: input.kind === 'wrote' ? input.hints.urgent : null })
  return { conversation: draft.conversation, events: draft.events }
}

type Handler<K extends InputKind['kind']> = (d: Draft, input: Extract<Input, { kind: K }>) => void

const handlers: { readonly [K in InputKind['kind']]: Handler<K> } = {
  opened: welcome,
  wrote: onWrote,
  picked: onPicked,
  'sent-file': onFile,
  located: onLocated,
  unsupported: onUnsupported,
  edited: onEdited,
  'file-lost': onFileLost,
  moved: onMoved,
  'typed-code': onTypedCode,
  join: onJoin,
  reachability: onReachability,
  served: onServed,
  waited: onWaited,
  attended: onAttended,
  replied: onReplied,
  released: onReleased,
  resolved: onResolved,
  reopened: onReopened,
  transferred: onTransferred,
}

function handle(d: Draft): void {
  if (d.conversation.unreachable && FROM_HER.has(d.input.kind)) reachAgain(d)
  ;(handlers[d.input.kind] as Handler<InputKind['kind']>)(d, d.input)
}
