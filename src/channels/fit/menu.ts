import type { Rendered, RenderedOption } from '../../core/rendered.ts'
import type { Button, Capabilities, Limit, ListRow } from '../channel.ts'
import { buttonId } from '../button.ts'
import { plain } from './lines.ts'
import type { Line } from './markup.ts'
import { shortened, visible, within } from './measure.ts'

type Menu = NonNullable<Rendered['menu']>

/** What hangs under a text. `numbered`: the labels are lines of the text. */
export type Taps = { readonly numbered: boolean; readonly buttons: readonly Button[]; readonly list: { readonly rows: readonly ListRow[] } | null }

/** Buttons where they all fit, else a list, else buttons with the numbers of lines in the text, else null: then they are numbers to type. */
export const tapsOf = (menu: Menu, can: Capabilities): Taps | null => asButtons(menu, can.buttons) ?? asList(menu, can.list) ?? asNumbers(menu, can.buttons)

/** ASCII digits in every script: the answer is typed on any keyboard. */
export const numberLines = (options: readonly RenderedOption[]): Line[] => options.flatMap((o) => plain(`${o.number}. ${o.label}`))

function asButtons(menu: Menu, can: Capabilities['buttons']): Taps | null {
  if (can === null || !holds(menu, can.most)) return null
  const buttons = menu.options.map((o) => ({ id: idOf(menu, o), label: o.label }))
  return tellable(buttons, can.id) && buttons.every((b) => within(b.label, can.label)) ? { numbered: false, buttons, list: null } : null
}

function asNumbers(menu: Menu, can: Capabilities['buttons']): Taps | null {
  if (can === null || !can.numbers || !holds(menu, can.most)) return null
  const buttons = menu.options.map((o) => ({ id: idOf(menu, o), label: String(o.number) }))
  return tellable(buttons, can.id) ? { numbered: true, buttons, list: null } : null
}

function asList(menu: Menu, can: Capabilities['list']): Taps | null {
  if (can === null || !holds(menu, can.most)) return null
  const rows = menu.options.map((o) => rowOf(idOf(menu, o), o.label, can)).filter((row) => row !== null)
  return rows.length === menu.options.length && tellable(rows, can.id) ? { numbered: false, buttons: [], list: { rows } } : null
}

/** A title that had to be cut says the rest below; where it cannot, there is no row. */
function rowOf(id: string, label: string, can: NonNullable<Capabilities['list']>): ListRow | null {
  if (within(label, can.title)) return { id, label, description: null }
  const [title, description] = [shortened(label, can.title), shortened(label, can.description)]
  return title === null || description === null ? null : { id, label: title, description }
}

const holds = ({ options }: Menu, most: number): boolean => options.length > 0 && options.length <= most

const idOf = (menu: Menu, option: RenderedOption): string => buttonId(menu.id, option.id)

/** Each with something to read, no two that read the same, every id short enough. */
const tellable = (buttons: readonly Button[], id: Limit): boolean =>
  new Set(buttons.map((b) => b.label.trim())).size === buttons.length && buttons.every((b) => visible(b.label) && within(b.id, id))
