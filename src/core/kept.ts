import type { Kept } from './conversation.ts'
import { changeScript, type Draft, option, say } from './draft.ts'

/** What became of something that the script cannot read, and the two ways on: a person, or the question again. */
export function sayKept(d: Draft, kept: Kept | 'edit'): void {
  changeScript(d, { kept: null })
  say(d, `common:kept.${kept}`, {
    options: [option('person', 'common:options.person', { do: 'command', command: 'person' }), option('again', 'common:options.again', { do: 'again' })],
  })
}
