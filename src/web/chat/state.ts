import { whenWords } from '../../core/handoff.ts'
import { isOpen, type Moment } from '../../core/hours.ts'
import type { Loaded } from '../../store/store.ts'
import type { ChatState } from '../contract/chat.ts'
import type { WebPorts } from '../ports.ts'

/** Who answers now, and when a person can: computed from the desk's hours at the moment of asking. */
export function chatState({ desk, clock, words }: WebPorts, loaded: Loaded | null, operatorName: (id: string) => string): ChatState {
  const here = desk()
  const { today: date, time } = clock.local()
  const now: Moment = { date, time }
  const mode = loaded?.conversation.mode ?? { kind: 'scripted' as const }
  const language = loaded?.conversation.language ?? 'it'
  return {
    mode: mode.kind, language, desk: { name: here.name, open: isOpen(here, now) },
    waiting: mode.kind === 'queued' ? waitingText() : null,
    operator: mode.kind === 'attended' ? operatorName(mode.by) : null,
  }

  function waitingText(): string {
    const { key, params } = whenWords('common:handoff.still', here, now, language)
    return words.text(key, params, language)
  }
}
