import { setTimeout as wait } from 'node:timers/promises'
import type { Inlet } from '../channel.ts'
import { act } from './act.ts'
import type { TelephoneAccount } from './account.ts'
import type { Call, Calls, Job } from './calls.ts'
import { ask, type Desk } from './prompt.ts'
import type { Heard, Input, Verb } from './verbs.ts'
import { measured, speaker } from './words.ts'

export type Engine = ReturnType<typeof createEngine>
export type Answer = { readonly verbs: readonly Verb[]; /** The step that follows. */ readonly step: number }

/** Answers of a call that are kept: a provider repeats a request soon or never. */
const KEPT = 3
/** How often a turn that could not be kept is tried. */
const TRIES = 3
/** How often she is asked to wait: a call costs, and nobody waits for ever. */
const POLLS = 12

/** One request of a provider to what the call does next. `budget`: milliseconds until the caller is asked to wait; a provider hangs up much later. */
export function createEngine(account: TelephoneAccount, calls: Calls, others: readonly string[], budget: number) {
  return async ({ call: id, step, number, input }: Heard, inlet: Inlet): Promise<Answer> => {
    if (input.kind === 'ended') calls.end(id)
    if (input.kind === 'ended' || input.kind === 'nothing') return { verbs: [], step }
    if (input.kind === 'dialled' && input.answered) {
      calls.end(id)
      return { verbs: [{ kind: 'hangup' }], step }
    }
    const known = calls.find(id)
    const call = known ?? calls.begin(id, number, step)
    const desk: Desk = { account, inlet, others }
    const before = call.answers.get(step)
    if (before !== undefined) return { verbs: await before, step: step + 1 }
    if (step < call.step) return { verbs: measured(ask(call, desk, [])), step: call.step }
    // In the middle of a call that this process does not know, the menu is read again.
    const answer = respond(call, desk, known === null ? { kind: 'begin' } : input, known !== null ? String(step) : step === 0 ? 'start' : `again:${step}`, budget)
    call.step = step + 1
    call.answers.set(step, answer)
    call.answers.delete(step - KEPT)
    const verbs = await answer
    if (verbs.some((verb) => verb.kind === 'hangup')) call.over = true
    return { verbs, step: step + 1 }
  }
}

/** What a job makes of the step, or a filler while it is under way. */
async function respond(call: Call, desk: Desk, input: Input, step: string, budget: number): Promise<readonly Verb[]> {
  const job = call.job ?? begin(() => act(call, desk, step, input), 1)
  call.job = job
  const outcome = await Promise.race([job.done, wait(budget, 'late' as const, { ref: false })])
  const moment = speaker(desk.inlet)('moment', call.language)
  if (outcome === 'late') {
    job.polls += 1
    if (job.polls > POLLS) return givenUp(call, desk)
    return [...(job.polls === 1 ? [moment] : []), { kind: 'poll' }]
  }
  call.job = null
  if (outcome !== 'not-kept') return outcome.verbs
  if (job.tries === TRIES) return givenUp(call, desk)
  call.job = begin(job.run, job.tries + 1)
  return [moment, { kind: 'poll' }]
}

function givenUp(call: Call, { inlet }: Desk): Verb[] {
  call.job = null
  inlet.log.error({ channel: 'telephone' }, 'what a caller said could not be kept in time')
  return [speaker(inlet)('trouble', call.language), { kind: 'hangup' }]
}

function begin(run: Job['run'], tries: number): Job {
  const done = run().then((verbs) => ({ verbs: measured(verbs) }), () => 'not-kept' as const)
  return { run, done, tries, polls: 0 }
}
