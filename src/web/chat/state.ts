import { isOpen, type Moment, waiting } from '../../core/hours.ts'
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
    const when = waiting(here, now, language)
    const at = 'at' in when ? when.at : null
    const name = `common:handoff.still.${when.kind}${when.kind === 'other-language' && at === null ? '-now' : ''}`
    return words.text(name, { desk: here.name, language: { language }, ...(at ? { date: { date: at.date }, time: { time: at.time } } : {}) }, language)
  }
}
