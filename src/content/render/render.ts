import type { Said } from '../../core/event.ts'
import { DOUBT, type FactUse, NO_PUBLISHER } from '../../core/facts.ts'
import type { Block, Param, Params } from '../../core/params.ts'
import type { Rendered, RenderedBlock, RenderedSource } from '../../core/rendered.ts'
import { sentencesOf } from '../sentences.ts'
import { type Language, type Locales, SOURCE_LANGUAGE } from '../words.ts'
import { createFormat, type Format } from './format.ts'
import { createTranslator, type OnMissing, type Translate } from './i18n.ts'

/** Keys and data into words. */
export type Renderer = {
  readonly said: (said: Said, language: string) => Rendered
  /** One text at a key. */
  readonly text: (key: string, params: Params, language: string) => string
  readonly param: (param: Param, language: string) => string
  readonly fact: (fact: FactUse, language: string) => RenderedSource
  readonly languages: readonly Language[]
}

type Voice = { readonly language: Language; readonly t: Translate; readonly format: Format }

export function createRenderer(locales: Locales, onMissing: OnMissing): Renderer {
  const translator = createTranslator(locales, onMissing)
  const voices = new Map<string, Voice>(locales.languages.map((language) => [
    language.tag, { language, t: translator(language.tag), format: createFormat(language) },
  ]))
  const voiceOf = (tag: string): Voice => voices.get(tag) ?? (voices.get(SOURCE_LANGUAGE) as Voice)
  return {
    said: (said, tag) => renderSaid(said, voiceOf(tag), voiceOf(SOURCE_LANGUAGE)),
    text: (key, params, tag) => words(voiceOf(tag), key, params),
    param: (param, tag) => write(voiceOf(tag), param),
    fact: (fact, tag) => source(voiceOf(tag), fact),
    languages: locales.languages,
  }
}

function renderSaid(said: Said, voice: Voice, italian: Voice): Rendered {
  const optional = (key: string | null): string | null => (key === null ? null : words(voice, key, said.params))
  return {
    language: voice.language.tag, dir: voice.language.dir,
    text: words(voice, said.key, said.params), hint: optional(said.hint), why: optional(said.why),
    blocks: said.blocks.map((b) => block(voice, b)),
    menu: said.menu && { id: said.menu.id, options: said.menu.options.map((o, i) => ({ id: o.id, number: i + 1, label: words(voice, o.key, o.params) })) },
    sources: distinctSources(said.facts.map((f) => source(voice, f))),
    card: said.card === null ? null : {
      title: words(voice, said.card, said.params), titleItalian: words(italian, said.card, said.params),
      textItalian: words(italian, said.key, said.params), blocksItalian: said.blocks.map((b) => block(italian, b)),
    },
    ...(said.expects && { expects: said.expects }),
  }
}

const words = (voice: Voice, key: string, params: Params): string =>
  voice.t(key, Object.fromEntries(Object.entries(params).map(([name, param]) => [name, written(voice, param)])))

/** Numbers stay numbers, so that plurals work. */
const written = (voice: Voice, param: Param): string | number => (typeof param === 'number' ? param : write(voice, param))

function write(voice: Voice, param: Param): string {
  const { format, t } = voice
  if (typeof param === 'string') return format.isolate(param)
  if (typeof param === 'number') return format.number(param)
  if ('date' in param) return format.date(param.date)
  if ('eur' in param) return format.isolate(t('common:units.eur', { amount: format.amount(param.eur) }))
  if ('key' in param) return text(voice, param)
  if ('days' in param) return t('common:units.days', { count: param.days })
  if ('workingDays' in param) return t('common:units.working-days', { count: param.workingDays })
  if ('months' in param) return param.months > 0 && param.months % 12 === 0 ? t('common:units.years', { count: param.months / 12 }) : t('common:units.months', { count: param.months })
  if ('time' in param) return format.isolate(param.time)
  if ('at' in param) return format.instant(param.at)
  if ('language' in param) return format.language(param.language)
  if ('url' in param) return format.isolate(param.url)
  if ('page' in param || 'code' in param) throw new Error('A link or a code is made before it is said.')
  return param.list.map((p) => write(voice, p)).join(voice.language.tag === 'zh' ? '：' : ': ')
}

function text(voice: Voice, { key, params = {}, sentence }: Extract<Param, { key: string }>): string {
  const whole = words(voice, key, params)
  return sentence === undefined ? whole : (sentencesOf(whole)[sentence] ?? whole)
}

function block(voice: Voice, b: Block): RenderedBlock {
  const { format } = voice
  switch (b.kind) {
    case 'checklist': return { kind: 'checklist', items: b.items.map((i) => ({ id: i.id, text: words(voice, i.key, i.params) })) }
    case 'fees': return {
      kind: 'fees', rows: b.rows.map((r) => ({ label: words(voice, r.key, r.params ?? {}), amount: write(voice, { eur: r.eur }) })),
      total: { label: voice.t('common:total'), amount: write(voice, { eur: b.total }) },
    }
    case 'dates': return {
      kind: 'dates', rows: b.rows.map((r) => ({ label: words(voice, r.key, {}), date: r.date, words: voice.t('common:date-in-days', { date: format.date(r.date), days: relative(voice, r.inDays) }) })),
    }
    case 'rows': return { kind: 'rows', rows: b.rows.map((r) => ({ label: words(voice, r.key, {}), value: write(voice, r.value), href: href(r.value) })) }
    case 'file': return { kind: 'file', id: b.file, name: b.name }
  }
}

const relative = ({ t }: Voice, days: number): string =>
  days === 0 ? t('common:relative.today') : days > 0 ? t('common:relative.ahead', { count: days }) : t('common:relative.ago', { count: -days })

const href = (value: Param): string | null => (typeof value === 'object' && 'url' in value && /^https?:\/\//.test(value.url) ? value.url : null)

function source(voice: Voice, fact: FactUse): RenderedSource {
  const { t, format } = voice
  const read = t('common:source.read', { date: format.shortDate(fact.readOn) })
  const page = fact.seen === null ? t('common:source.page-unknown') : t('common:source.page', { date: format.shortDate(fact.seen) })
  return {
    publisher: fact.publisher === NO_PUBLISHER ? t('common:source.none') : fact.publisher, url: fact.url, when: `${read}${voice.language.tag === 'zh' ? '；' : '; '}${page}`, certainty: fact.certainty,
    doubt: fact.certainty === 'confirmed' ? '' : t(`common:certainty.${fact.certainty}`),
  }
}

/** One note a source, with the worst certainty among the facts that it gave. */
function distinctSources(sources: readonly RenderedSource[]): RenderedSource[] {
  const kept = new Map<string, RenderedSource>()
  for (const s of sources) {
    const name = `${s.publisher} ${s.url}`
    const known = kept.get(name)
    if (known === undefined || DOUBT[s.certainty] > DOUBT[known.certainty]) kept.set(name, s)
  }
  return [...kept.values()]
}
