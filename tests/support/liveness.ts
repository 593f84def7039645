import type { Content } from '../../src/core/content.ts'
import type { Arguments, Place, Step } from '../../src/core/flow.ts'
import { leadsTo } from '../../src/content/checks/steps.ts'

const nameOf = ({ flow, step }: Place): string => `${flow}:${step}`

/**
 * Which answers can still matter at each place: those that some step ahead reads before it is asked again.
 * Two states that differ in nothing else behave alike, so the walk needs only one of them; what is only repeated in a row of
 * a card changes nothing (the checks see to its labels). At the menu nothing counts: a
 * procedure entered from there is walked with the answers of whoever came first.
 */
export function liveAnswers(content: Content): (place: Place | null) => ReadonlySet<string> {
  const steps = Object.values(content.flows).flatMap((f) => Object.entries(f.steps).map(([id, step]) => ({ place: { flow: f.name, step: id }, step })))
  const live = new Map<string, Set<string>>(steps.map(({ place, step }) => [nameOf(place), new Set(reads(step))]))
  for (let grew = true; grew; ) {
    grew = false
    for (const { place, step } of steps) {
      const mine = live.get(nameOf(place)) as Set<string>
      const before = mine.size
      const saved = step.kind === 'ask' || step.kind === 'choose' ? step.saveAs : null
      for (const to of leadsTo(step)) for (const answer of live.get(nameOf(to)) ?? []) if (answer !== saved && place.flow !== content.menu.flow) mine.add(answer)
      if (mine.size > before) grew = true
    }
  }
  const none = new Set<string>()
  return (place) => (place === null ? none : (live.get(nameOf(place)) ?? none))
}

function reads(step: Step): string[] {
  const speech = 'speech' in step ? step.speech : null
  const shown = speech?.show.flatMap((s) => ('with' in s ? answersIn(s.with) : [])) ?? []
  const branched = step.kind === 'branch' ? ('answer' in step.on ? [step.on.answer] : answersIn(step.on.with)) : []
  const called = step.kind === 'call' ? answersIn(step.with) : []
  return [...shown, ...branched, ...called, ...Object.values(speech?.answers ?? {})]
}

const answersIn = (args: Arguments): string[] => Object.values(args).flatMap((a) => ('answer' in a ? [a.answer] : []))
