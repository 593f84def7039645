import { NO_SCRIPT, type MenuOption } from './conversation.ts'
import { change, changeScript, type Draft, note, option, say } from './draft.ts'
import type { Place } from './flow.ts'
import { tellWhen } from './handoff.ts'
import { LIMITS } from './limits.ts'
import { plain } from './text.ts'
import { walk } from './walk.ts'

/** Several people behind one phone: for whom is it now? Only what she said is ever assumed. */
export function askWho(d: Draft, to: Place | null = null): void {
  const known = d.conversation.profiles.map((name, i): MenuOption => option(`who-${i}`, 'common:who.named', { do: 'who', name, to }, { name }))
  say(d, 'common:who.ask', { options: [option('me', 'common:who.me', { do: 'who', name: null, to }), ...known, option('new', 'common:who.new', { do: 'name-who' })] })
}

/** What she types next is how she calls somebody. */
export function askName(d: Draft): void {
  say(d, 'common:who.name', { options: [option('me', 'common:who.me', { do: 'who', name: null, to: null })] })
  changeScript(d, { naming: true })
}

export function named(d: Draft, text: string): void {
  const name = [...plain(text)].slice(0, LIMITS.name).join('').trim()
  if (name === '') askName(d)
  else setWho(d, name, null)
}

/** Another person's answers are not hers: it begins afresh. */
export function setWho(d: Draft, name: string | null, to: Place | null): void {
  const { profiles, mode } = d.conversation
  change(d, { profile: name, profiles: name === null ? profiles : [name, ...profiles.filter((p) => p !== name)].slice(0, LIMITS.profiles), answers: {}, topic: null, script: NO_SCRIPT })
  note(d, { kind: 'profile-chosen', name })
  say(d, name === null ? 'common:who.now-you' : 'common:who.now', { params: name === null ? {} : { name } })
  if (mode.kind === 'queued') tellWhen(d, 'common:handoff.still')
  else walk(d, to ?? d.content.menu)
}
