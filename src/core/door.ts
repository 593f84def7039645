import type { Content } from './content.ts'
import type { Place } from './flow.ts'
import type { LanguageTag } from './ids.ts'

/** Where a link or a poster leads. */
export type Door = { readonly language: LanguageTag | null; readonly to: Place | null }

/**
 * What a link or a poster's code opens: `zh`, `permit-renewal`, `zh_permit-renewal`, `zh_family-reunification`.
 * Only letters, digits, `_` and `-` survive in every platform's links, so a topic's dots and underscores are hyphens here. Unknown codes open the menu.
 */
export function doorOf(content: Content, code: string | null): Door {
  if (code === null) return { language: null, to: null }
  const [, tag = '', rest = ''] = /^([a-z]{2,3})(?:_|$)(.*)$/.exec(code) ?? []
  return content.languages.includes(tag) ? { language: tag, to: placeNamed(content, rest) } : { language: null, to: placeNamed(content, code) }
}

function placeNamed(content: Content, name: string): Place | null {
  const flow = Object.hasOwn(content.flows, name) ? content.flows[name] : undefined
  if (flow) return { flow: flow.name, step: flow.start }
  const wanted = hyphened(name)
  const leads = Object.values(content.topics).find((t) => hyphened(t.topic) === wanted)?.leads
  return leads && 'to' in leads ? leads.to : null
}

const hyphened = (name: string): string => name.replaceAll(/[._/]/g, '-')
