import { advance } from '../../src/core/advance.ts'
import type { Content } from '../../src/core/content.ts'
import { type Conversation, newConversation as begin } from '../../src/core/conversation.ts'
import type { Said, TurnEvent } from '../../src/core/event.ts'
import type { DataClass } from '../../src/core/flow.ts'
import { type Hints, NO_HINTS } from '../../src/core/hints.ts'
import type { Input, InputKind } from '../../src/core/input.ts'

export const newConversation = (language = 'it'): Conversation =>
  begin({ id: 'conversation', citizen: 'citizen', desk: 'shop', replyVia: 'identity', language, openedAt: '2026-11-24T09:00:00.000Z' })

export type Game = {
  readonly conversation: Conversation
  /** What the last turn did. */
  readonly events: readonly TurnEvent[]
  readonly said: readonly string[]
  readonly menu: readonly string[]
  readonly say: (text: string, hints?: Partial<Hints>) => Game
  readonly tap: (option: string, menu?: string) => Game
  /** `carries`: what her channel may carry; without it everything. */
  readonly input: (kind: InputKind, carries?: DataClass) => Game
  readonly on: (today: string, time?: string) => Game
}

/** Plays a conversation; between every two turns it is saved as JSON and read again. */
export function play(content: Content, options: { language?: string | null; today?: string; time?: string; flow?: string; desk?: string } = {}): Game {
  const { language = 'it', today = '2026-11-24', time = '10:00', flow = null, desk = 'shop' } = options
  const start = game(content, { ...newConversation(), desk }, [], today, time)
  return start.input({ kind: 'opened', language, flow })
}

/** Before any first contact. */
export const untouched = (content: Content): Game => game(content, newConversation(), [], '2026-11-24', '10:00')

function game(content: Content, conversation: Conversation, events: readonly TurnEvent[], today: string, time: string): Game {
  const next = (kind: InputKind, carries?: DataClass): Game => {
    const input = { id: `i${conversation.revision}`, at: `${today}T${time}:00.000Z`, today, time, ...(carries && { carries }), ...kind } as Input
    const turn = advance(content, JSON.parse(JSON.stringify(conversation)) as Conversation, input)
    return game(content, JSON.parse(JSON.stringify(turn.conversation)) as Conversation, turn.events, today, time)
  }
  const said = events.filter((e): e is Said => e.kind === 'said')
  return {
    conversation, events, said: said.map((s) => s.key), menu: said.at(-1)?.menu?.options.map((o) => o.id) ?? [],
    say: (text, hints = {}) => next({ kind: 'wrote', text, hints: { ...NO_HINTS, ...hints } }),
    tap: (option, menu) => next({ kind: 'picked', menu: menu ?? conversation.script.menu?.id ?? null, option }),
    input: next,
    on: (day, hour = time) => game(content, conversation, events, day, hour),
  }
}

export const kinds = (g: Game): string[] => g.events.map((e) => e.kind)
export const at = (g: Game): string | null => (g.conversation.script.at ? `${g.conversation.script.at.flow}:${g.conversation.script.at.step}` : null)
