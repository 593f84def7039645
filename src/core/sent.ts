import { NO_HINTS } from './hints.ts'
import { changeScript, type Draft, note, say } from './draft.ts'
import type { Kept } from './conversation.ts'
import type { InputKind } from './input.ts'
import { sayKept } from './kept.ts'
import { greet, miss, relayToQueue } from './wrote.ts'

type Of<K extends InputKind['kind']> = Extract<InputKind, { kind: K }>

/** A photo, a document or a voice note: only a person can look or listen. An album is answered once. */
export function onFile(d: Draft, { file, album }: Of<'sent-file'>): void {
  const answered = album !== null && d.conversation.script.album === album
  changeScript(d, { album })
  if (answered) return note(d, { kind: 'relayed', to: 'operator' })
  keep(d, file.mime.startsWith('audio/') ? 'voice' : 'file')
}

export const onLocated = (d: Draft): void => keep(d, 'place')

function keep(d: Draft, kept: Kept): void {
  note(d, { kind: 'relayed', to: 'operator' })
  const { mode } = d.conversation
  if (mode.kind === 'attended' || mode.kind === 'closed') return
  if (mode.kind === 'queued') return relayToQueue(d)
  if (!d.conversation.noticed && !greet(d, NO_HINTS)) return changeScript(d, { kept })
  sayKept(d, kept)
}

export function onUnsupported(d: Draft, { what }: Of<'unsupported'>): void {
  const { mode } = d.conversation
  if (mode.kind === 'attended' || mode.kind === 'closed') return note(d, { kind: 'relayed', to: 'operator' })
  if (d.conversation.noticed || greet(d, NO_HINTS)) miss(d, what === 'too-large' || what === 'file-kind' ? what : 'unsupported')
}

/** She was told that it had arrived: she hears that it has not. A person sees it by himself. */
export function onFileLost(d: Draft, { reason }: Of<'file-lost'>): void {
  const { mode } = d.conversation
  if (mode.kind !== 'attended' && mode.kind !== 'closed') say(d, reason === 'gone' ? 'common:kept.gone' : `common:missed.${reason}`)
}

/** What was read already cannot be unread: whoever attends her sees the change, the script asks her to write it again. */
export function onEdited(d: Draft): void {
  const { mode } = d.conversation
  note(d, { kind: 'relayed', to: 'operator' })
  if (mode.kind === 'scripted') sayKept(d, 'edit')
}
