import { type Draft, say } from './draft.ts'
import { tellWhen } from './handoff.ts'
import { repeat } from './walk.ts'

/** She came through the link to the desk's own page: what is open is said again, nothing earlier. */
export function onMoved(d: Draft): void {
  say(d, 'common:private-page.here')
  const { mode } = d.conversation
  if (mode.kind === 'scripted') repeat(d)
  if (mode.kind === 'queued') tellWhen(d, 'common:handoff.still')
}
