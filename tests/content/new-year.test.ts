import { describe, expect, test } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import { advance } from '../../src/core/advance.ts'
import type { Conversation } from '../../src/core/conversation.ts'
import type { Input } from '../../src/core/input.ts'
import { newConversation } from '../support/play.ts'
import { ROOT } from '../support/pizzeria.ts'

const { content } = compile(ROOT)

/** A wife, two years of stay: the next step says the income. */
function walkedOn(today: string) {
  let conversation: Conversation = { ...newConversation('it'), desk: 'demo', noticed: true, languageSure: true }
  const said: string[] = []
  const take = (kind: object): void => {
    const input = { id: `i${conversation.revision}`, at: `${today}T09:00:00.000Z`, today, time: '10:00', ...kind } as Input
    const turn = advance(content, conversation, input)
    said.push(...turn.events.flatMap((e) => (e.kind === 'said' ? [e.key] : [])))
    conversation = turn.conversation
  }
  take({ kind: 'opened', language: 'it', flow: 'family-reunification' })
  for (const option of ['begin', 'year', 'yes', 'none', 'none', 'none', 'none', 'over']) take({ kind: 'picked', menu: conversation.script.menu?.id ?? null, option })
  return { said, conversation }
}

describe('family reunification, when the year’s assegno sociale is not known yet', () => {
  test.each(['2026-01-01', '2026-12-31'])('on %s the income is said', (today) => {
    const { said, conversation } = walkedOn(today)
    expect(said.at(-1)).toBe('family-reunification:steps.income-sum.text')
    expect(conversation.mode.kind).toBe('scripted')
  })

  test.each(['2025-12-31', '2027-01-01', '2027-01-04'])('on %s no figure of another year is said: she is told, and a person is found', (today) => {
    const { said, conversation } = walkedOn(today)
    expect(said).toContain('common:no-figure')
    expect(said).not.toContain('family-reunification:steps.income-sum.text')
    expect(conversation.mode.kind).toBe('queued')
  })
})
