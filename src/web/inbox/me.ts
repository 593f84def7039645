import type { Request } from 'express'
import { isOpen } from '../../core/hours.ts'
import type { Me } from '../contract/inbox.ts'
import type { Operator, WebPorts } from '../ports.ts'

/** The operator's own language, else the browser's, else Italian. */
export async function languageOf({ store, words }: WebPorts, operator: Operator, request: Request): Promise<string> {
  const speaks = (tag: string | undefined): tag is string => tag !== undefined && words.all('inbox', tag) !== null
  const chosen = await store.operatorLanguage(operator.id)
  if (speaks(chosen ?? undefined)) return chosen as string
  return request.acceptsLanguages().map((tag) => tag.split('-')[0]).find(speaks) ?? 'it'
}

/** `language`: the one in which the words are given too. */
export async function me(ports: WebPorts, operator: Operator, language: string): Promise<Me> {
  const { words, content, clock } = ports
  const desk = ports.desk()
  const { today: date, time } = clock.local()
  return {
    ...operator, language,
    languages: words.languages.map(({ tag, name, dir }) => ({ tag, name, dir })),
    topics: Object.fromEntries(Object.values(content().topics).map((t) => [t.topic, words.text(t.key, {}, language)])),
    operators: (await ports.auth.operators()).map(({ id, name }) => ({ id, name })),
    desk: { id: desk.id, name: desk.name, open: isOpen(desk, { date, time }) },
  }
}
