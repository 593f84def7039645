import { change, type Draft, note } from './draft.ts'
import type { AnswerName } from './ids.ts'
import { answerValue } from './speech.ts'

export function save(d: Draft, name: AnswerName, value: string): void {
  change(d, { answers: { ...d.conversation.answers, [name]: value } })
  note(d, { kind: 'answered', name, value: answerValue(d.content, name, value) })
}
