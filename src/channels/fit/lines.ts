import type { Rendered, RenderedBlock, RenderedSource } from '../../core/rendered.ts'
import type { Line } from './markup.ts'

/** No line holds another, because no provider carries bold over a line's end. */
export const plain = (text: string): Line[] => text.split('\n').map((line) => ({ text: line, style: 'plain' }))
const bold = (text: string): Line[] => text.split('\n').map((line) => ({ text: line.trim(), style: line.trim() === '' ? 'plain' : 'bold' }))

export const SEPARATOR: readonly Line[] = plain('\n———\n')

/** What a message says, before its choices: the hint and the reason follow the words. */
export const saidLines = ({ text, hint, why, blocks }: Rendered): Line[] => [text, hint ?? '', why ?? ''].filter((said) => said !== '').flatMap(plain).concat(blocks.flatMap(styledBlock))

export const sourceLines = ({ sources }: Rendered): Line[] => sources.map((s) => ({ text: sourceLine(s).replaceAll('\n', ' '), style: 'aside' }))

/** A card's two sides, hers and the one to show at a counter; one for whoever reads Italian. */
export function cardSides(rendered: Rendered, card: NonNullable<Rendered['card']>): Line[][] {
  const hers = [...bold(card.title), ...saidLines(rendered), ...sourceLines(rendered)]
  if (/^it\b/.test(rendered.language)) return [hers]
  return [hers, [...bold(card.titleItalian), ...plain(card.textItalian), ...card.blocksItalian.flatMap(styledBlock)]]
}

export const blockLines = (block: RenderedBlock): string[] => styledBlock(block).map((line) => line.text)

export const sourceLine = (s: RenderedSource): string => `[${s.publisher}, ${s.when}${s.doubt ? ` · ${s.doubt}` : ''}]`

function styledBlock(block: RenderedBlock): Line[] {
  switch (block.kind) {
    case 'checklist': return block.items.flatMap((i) => plain(`☐ ${i.text}`))
    case 'fees': return [...block.rows.flatMap((r) => plain(`${r.label}: ${r.amount}`)), ...bold(`${block.total.label}: ${block.total.amount}`)]
    case 'dates': return block.rows.flatMap((r) => plain(`${r.label}: ${r.words}`))
    case 'rows': return block.rows.flatMap((r) => plain(`${r.label}: ${r.value}${unsaid(r)}`))
    case 'file': return plain(block.name)
  }
}

/** The address behind a row's words; a telephone number or an e-mail address is its own. */
const unsaid = ({ value, href }: { readonly value: string; readonly href: string | null }): string =>
  href === null || /^(?:tel|mailto):/i.test(href) || value.includes(href) ? '' : ` ${href}`
