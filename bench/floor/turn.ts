import type { Step } from './steps.ts'

export type Message = { readonly address: string; readonly externalId: string; readonly text: string; readonly at: string }
/** What the floor reads at every message. */
export type Known = { readonly identity: string; readonly citizen: string; readonly conversation: string; readonly lastSeq: number; readonly state: string }
/** What is written for one message, ready for any database. */
export type Turn = {
  readonly conversation: Step['conversation'] & { readonly id: string; readonly revision: number; readonly before: number; readonly lastSeq: number; readonly lastSaidSeq: number | null; readonly state: string; readonly since: string; readonly eraseAt: string | null }
  readonly entries: readonly { readonly seq: number; readonly kind: string; readonly data: string; readonly language: string | null; readonly text: string | null; readonly rendered: string | null; readonly isFound: boolean }[]
  readonly outbox: readonly { readonly seq: number; readonly lastSeq: number; readonly origin: string }[]
  readonly version: string
}

type State = { readonly id: string; readonly citizen: string; readonly replyVia: string; readonly openedAt: string; readonly revision: number }

/** The smallest state machine: where she stands is her conversation's revision, what is answered was prepared. */
export function nextTurn(steps: readonly Step[], known: Known, message: Message): Turn {
  const before = JSON.parse(known.state) as State
  const step = steps[before.revision]
  if (step === undefined || step.text !== message.text) throw new Error(`at ${before.revision} the walk says «${step?.text}», not «${message.text}»`)
  return turnOf(step, { ...before, revision: before.revision + 1 }, known.lastSeq, message)
}

/** Her first turn, which opens the conversation. */
export const firstTurn = ([step]: readonly Step[], state: State, message: Message): Turn => turnOf(step as Step, state, 0, message)

function turnOf(step: Step, { id, citizen, replyVia, openedAt, revision }: State, seq: number, { externalId, text, at }: Message): Turn {
  const { conversation: c } = step
  return {
    conversation: {
      ...c, id, revision, before: revision - 1, lastSeq: seq + step.entries.length, lastSaidSeq: c.saidAt === null ? null : seq + 1 + c.saidAt,
      state: JSON.stringify({ ...step.state, id, citizen, replyVia, openedAt, revision }), since: at, eraseAt: c.eraseAfter === null ? null : new Date(Date.parse(at) + c.eraseAfter * 86_400_000).toISOString(),
    },
    entries: step.entries.map((e, i) => ({
      seq: seq + 1 + i, kind: e.kind, data: JSON.stringify(e.kind === 'citizen' ? { ...e.data, id: externalId } : e.data),
      language: e.language, text: e.kind === 'citizen' ? text : e.text, rendered: e.rendered === null ? null : JSON.stringify(e.rendered), isFound: e.isFound,
    })),
    outbox: step.outbox.map((o) => ({ seq: seq + 1 + o.first, lastSeq: seq + 1 + o.last, origin: o.origin })),
    version: step.version,
  }
}
