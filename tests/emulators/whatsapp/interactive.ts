import type { Json } from '../telegram/json.ts'
import { list, object, unique, words } from './checks.ts'
import { notValid } from './refusal.ts'

export type Row = { readonly id: string; readonly title: string; readonly description: string | null }
export type Interactive = { readonly text: string; readonly buttons: readonly Row[]; readonly opener: string | null; readonly rows: readonly Row[] }

/** Reply buttons and lists, with their limits: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages */
export function interactiveOf(value: unknown): Interactive {
  const said = object(value, 'interactive', ['type', 'header', 'body', 'footer', 'action'])
  if (said.type === 'button') return buttonsOf(said)
  if (said.type === 'list') return listOf(said)
  throw notValid(`Interactive type ${String(said.type)} is not supported.`)
}

const bodyOf = (said: Json, most: number): string => words(object(said.body, 'interactive.body', ['text']).text, 'interactive.body.text', most)

function buttonsOf(said: Json): Interactive {
  const action = object(said.action, 'interactive.action', ['buttons'])
  const buttons = list(action.buttons, 'interactive.action.buttons', [1, 3]).map((one) => {
    const button = object(one, 'interactive.action.buttons[]', ['type', 'reply'])
    if (button.type !== 'reply') throw notValid('Button type must be reply.')
    const reply = object(button.reply, 'interactive.action.buttons[].reply', ['id', 'title'])
    return { id: words(reply.id, 'button id', 256), title: words(reply.title, 'Button title', 20), description: null }
  })
  unique(buttons.map((b) => b.id), 'button id')
  unique(buttons.map((b) => b.title), 'button title')
  return { text: bodyOf(said, 1024), buttons, opener: null, rows: [] }
}

function listOf(said: Json): Interactive {
  const action = object(said.action, 'interactive.action', ['button', 'sections'])
  const sections = list(action.sections, 'interactive.action.sections', [1, 10]).map((one) => object(one, 'interactive.action.sections[]', ['title', 'rows']))
  for (const section of sections) if (sections.length > 1 || section.title !== undefined) words(section.title, 'section title', 24)
  const rows = sections.flatMap((section) => list(section.rows, 'rows', [1, 10]).map(rowOf))
  if (rows.length > 10) throw notValid('Total row count exceed max allowed count: 10')
  unique(rows.map((r) => r.id), 'row id')
  return { text: bodyOf(said, 4096), buttons: [], opener: words(action.button, 'List button', 20), rows }
}

function rowOf(one: unknown): Row {
  const row = object(one, 'rows[]', ['id', 'title', 'description'])
  return { id: words(row.id, 'row id', 200), title: words(row.title, 'row title', 24), description: row.description === undefined ? null : words(row.description, 'row description', 72) }
}
