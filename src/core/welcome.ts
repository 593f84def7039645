import { change, deskOf, type Draft, note, option, say } from './draft.ts'
import { doorOf } from './door.ts'
import type { Place } from './flow.ts'
import { tellWhen } from './handoff.ts'
import type { InputKind } from './input.ts'
import { walk } from './walk.ts'
import { askWho } from './who.ts'

/** First contact: which language, what answers here, then the menu or the flow that she came for. */
export function welcome(d: Draft, { language, flow }: Extract<InputKind, { kind: 'opened' }>): void {
  const { mode } = d.conversation
  if (mode.kind === 'queued') return tellWhen(d, 'common:handoff.still')
  if (mode.kind !== 'scripted') return
  const door = doorOf(d.content, flow)
  const spoken = door.language ?? language
  if (spoken !== null && d.content.languages.includes(spoken)) chooseLanguage(d, spoken, 'her')
  else if (!d.conversation.languageSure) return askLanguage(d, door.to)
  notice(d)
  if (d.conversation.profile === null && d.conversation.profiles.length > 0) askWho(d, door.to)
  else walk(d, door.to ?? d.content.menu)
}

export function chooseLanguage(d: Draft, language: string, by: 'her' | 'hint'): void {
  if (d.conversation.language === language && d.conversation.languageSure) return
  note(d, { kind: 'language-chosen', language, by })
  change(d, { language, languageSure: true })
}

/** Machine, public official, privacy, no emergency service: once a conversation, on every channel. */
export function notice(d: Draft): void {
  if (d.conversation.noticed) return
  change(d, { noticed: true })
  sayNotice(d, 'common:notice')
}

/** Said again, shorter, when the script resumes after a person. */
export const noticeAgain = (d: Draft): void => sayNotice(d, 'common:notice-again')

function sayNotice(d: Draft, key: string): void {
  const desk = deskOf(d)
  say(d, key, { params: { desk: desk.name, controller: desk.controller ?? { key: 'common:no-controller' }, privacy: desk.privacyUrl === null ? '' : { url: desk.privacyUrl } } })
}

/** Every language by its own name, in its own script. */
export function askLanguage(d: Draft, to: Place | null = null): void {
  say(d, 'common:choose-language', {
    options: d.content.languages.map((tag) => option(tag, `languages:${tag}`, { do: 'language', tag, to })),
  })
}
