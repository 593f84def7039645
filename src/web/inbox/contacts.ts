import { randomUUID } from 'node:crypto'
import type { Contact } from '../../switchboard/contact.ts'
import { type ContactForm, type ContactLogged, LogContact } from '../contract/contacts.ts'
import type { Operator, WebPorts } from '../ports.ts'
import { Refusal } from '../problem.ts'

/** What can be chosen, in the operator's language; the desk's own comune comes first. */
export function contactForm({ content, desk, words }: WebPorts, language: string): ContactForm {
  const here = desk().comune
  const comuni = content().comuni.map(({ id, name }) => ({ id, name })).sort((a, b) => Number(b.id === here) - Number(a.id === here) || a.name.localeCompare(b.name, language))
  const topics = Object.values(content().topics).map(({ topic, key }) => ({ id: topic, name: words.text(key, {}, language) })).sort((a, b) => a.name.localeCompare(b.name, language))
  return { id: randomUUID(), comune: comuni.some(({ id }) => id === here) ? here : null, comuni, topics }
}

/** @throws Refusal for a topic, a comune or a language that the desk does not have */
export async function logContact(ports: WebPorts, body: unknown, { operator, language }: { readonly operator: Operator; readonly language: string }): Promise<ContactLogged> {
  const given = LogContact.parse(body)
  const { topics, comuni } = ports.content()
  const isKnown = Object.hasOwn(topics, given.topic) && (given.comune === null || comuni.some(({ id }) => id === given.comune)) && ports.words.languages.some(({ tag }) => tag === given.language)
  if (!isKnown) throw new Refusal(400, 'invalid', ports.words.text('inbox:contact.unknown', {}, language))
  return { conversation: await ports.contacts({ ...given, by: operator.id } satisfies Contact) }
}
