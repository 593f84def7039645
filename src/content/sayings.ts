import type { FactName } from '../core/ids.ts'
import { speechOf, type Written, writtenSteps } from './checks/steps.ts'
import type { Compiled } from './compile.ts'
import { type FactUse, factUses, rulesOf } from './uses.ts'
import { textsSaying } from './where.ts'
import { namespaceOf, placeholdersOf, SOURCE_LANGUAGE } from './words.ts'

/** A text that says a fact, in the language that it is found in. `facts`: what fills its placeholders; `blanks`: those that only a conversation fills. */
export type SayingText = {
  readonly key: string
  readonly language: string
  readonly facts: Readonly<Record<string, FactName>>
  readonly blanks: readonly string[]
}

/** A place where people meet a fact. `about`: the flow or sheet; `rule`: through which sum it gets there. */
export type Saying = {
  readonly by: FactUse['by']
  readonly about: string | null
  readonly step: string | null
  readonly rule: string | null
  readonly file: string
  readonly line: number | null
  readonly texts: readonly SayingText[]
}

export type Sayings = {
  /** Places that use each fact. */
  readonly counts: ReadonlyMap<FactName, number>
  /** The flow or sheet that first names it. */
  readonly about: (fact: FactName) => string | null
  /** Every place once, in a language; in Italian where that has no words for it. */
  readonly of: (fact: FactName, language: string) => readonly Saying[]
}

/** Looks once through the content for who says what. */
export function createSayings(compiled: Compiled): Sayings {
  const uses = new Map<FactName, FactUse[]>()
  const fillers = new Map<string, Record<string, FactName>>()
  for (const use of factUses(compiled)) {
    uses.set(use.name, [...(uses.get(use.name) ?? []), use])
    if (use.placeholder !== undefined) for (const key of use.texts) fillers.set(key, { ...fillers.get(key), [use.placeholder]: use.name })
  }
  const textOf = (key: string, language: string): SayingText => {
    const text = compiled.locales.find(language, key)
    const holes = typeof text === 'string' ? placeholdersOf(text) : []
    const known = fillers.get(key) ?? {}
    return { key, language, facts: Object.fromEntries(holes.flatMap((hole) => (Object.hasOwn(known, hole) ? [[hole, known[hole] as FactName]] : []))), blanks: holes.filter((hole) => !Object.hasOwn(known, hole)) }
  }
  const textsOf = (use: FactUse, language: string): SayingText[] => {
    const found = textsSaying(compiled, [use])
    const own = found.filter((t) => t.language === language)
    return (own.length > 0 ? own : found.filter((t) => t.language === SOURCE_LANGUAGE)).map((t) => textOf(t.key, t.language))
  }
  const steps = writtenSteps(compiled)
  const sayingsOf = (use: FactUse, language: string): Saying[] => placesOf(use, steps).map(({ keys, ...place }) => ({ ...place, texts: textsOf({ ...use, texts: keys }, language) }))
  return {
    counts: new Map([...uses].map(([name, all]) => [name, merged(all.flatMap((use) => placesOf(use, steps))).length])),
    about: (fact) => (uses.get(fact) ?? []).map(aboutOf).find((about) => about !== null) ?? null,
    of: (fact, language) => merged((uses.get(fact) ?? []).flatMap((use) => sayingsOf(use, language))),
  }
}

type Place = Omit<Saying, 'texts'> & { readonly keys: readonly string[]; readonly texts: readonly SayingText[] }

/** Where a use is met; of a rule, the steps that show what it works out. */
function placesOf(use: FactUse, steps: readonly Written[]): Place[] {
  const { by, file, line } = use
  if (by !== 'rule') return [{ by, about: aboutOf(use), step: use.step ?? null, rule: by === 'step' && use.texts.length === 0 ? 'deadline' : null, file, line, keys: use.texts, texts: [] }]
  const rule = /([^/]+)\.ts$/.exec(file)?.[1] ?? ''
  return steps.filter(({ step }) => rulesOf(step).some((r) => r.name === rule)).map((at) => {
    const key = speechOf(at.step)?.key
    return { by, about: at.place.flow, step: at.place.step, rule, file: at.file, line: at.line, keys: key === undefined ? [] : [key], texts: [] }
  })
}

/** From its texts, else from where it is written. */
function aboutOf({ texts: [key], file, by }: FactUse): string | null {
  if (by === 'urgent advice' || by === 'rule') return null
  if (key !== undefined) return namespaceOf(key)
  const name = /([^/]+)\.yaml$/.exec(file)?.[1]
  return name === undefined ? null : by === 'pointer' ? `services/${name}` : name
}

/** A step that fills in a figure and cites it too is one place. */
function merged(sayings: readonly Saying[]): Saying[] {
  const places = new Map<string, Saying>()
  for (const saying of sayings) {
    const name = [saying.by, saying.file, saying.step, saying.rule].join(' ')
    const before = places.get(name)?.texts ?? []
    places.set(name, { ...saying, texts: [...before, ...saying.texts.filter((t) => !before.some((b) => b.key === t.key))] })
  }
  return [...places.values()]
}
