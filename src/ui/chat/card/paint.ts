import type { ChatBlock } from '../../../web/contract/chat.ts'
import { lines } from './lines.ts'
import type { Side } from './sides.ts'

type Pen = CanvasRenderingContext2D
type Line = { text: string; size: number; bold: boolean; box: boolean; gap: number; end: string | null }

const BODY = 27
const TITLE = 34
const LEADING = 1.45
const INDENT = 40
const FAMILY =
  '"Titillium Web", system-ui, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "Geeza Pro", "Noto Naskh Arabic", sans-serif'

const plain = (text: string): Line => ({ text, size: BODY, bold: false, box: false, gap: 14, end: null })

function blockLines(block: ChatBlock): Line[] {
  switch (block.kind) {
    case 'checklist':
      return block.items.map((item) => ({ ...plain(item.text), box: true }))
    case 'fees':
      return [...block.rows, block.total].map((row, index) => ({ ...plain(row.label), end: row.amount, bold: index === block.rows.length }))
    case 'dates':
      return block.rows.map((row) => plain(`${row.label}: ${row.words}`))
    case 'rows':
      return block.rows.map((row) => plain(`${row.label}: ${row.value}`))
    case 'file':
      return []
  }
}

const content = (side: Side): Line[] => [
  { ...plain(side.title), size: TITLE, bold: true, gap: 22 },
  ...side.text
    .split(/\n{2,}/)
    .filter(Boolean)
    .map(plain),
  ...side.blocks.flatMap(blockLines),
]

/** Figures parted by spaces keep their order between Arabic words, as on the page. */
const isolated = (text: string): string =>
  text.replace(/\+?\d+(?:[ \u00a0]\d+)+/g, (figures) => `\u2066${figures.replace(/ /g, '\u00a0')}\u2069`)

/** The same walk measures and draws, so that the paper is as tall as what is on it. */
function walk(pen: Pen, side: Side, left: number, top: number, width: number, ink: boolean): number {
  const rtl = side.dir === 'rtl'
  pen.direction = side.dir
  pen.textAlign = rtl ? 'right' : 'left'
  pen.textBaseline = 'top'
  let y = top
  for (const line of content(side).map((whole) => (rtl ? { ...whole, text: isolated(whole.text) } : whole))) {
    pen.font = `${line.bold ? 'bold ' : ''}${line.size}px ${FAMILY}`
    const indent = line.box ? INDENT : 0
    const reserved = line.end ? pen.measureText(line.end).width + 24 : 0
    const x = rtl ? left + width - indent : left + indent
    pen.fillStyle = line.size === TITLE ? '#17324D' : '#19191A'
    if (ink && line.box) tickBox(pen, rtl ? left + width - 26 : left, y + 4)
    if (ink && line.end) amount(pen, line.end, rtl, rtl ? left : left + width, y)
    for (const text of lines(line.text, width - indent - reserved, (part) => pen.measureText(part).width)) {
      if (ink) pen.fillText(text, x, y)
      y += line.size * LEADING
    }
    y += line.gap
  }
  return y - top
}

function tickBox(pen: Pen, x: number, y: number): void {
  pen.strokeStyle = '#17324D'
  pen.lineWidth = 2
  pen.strokeRect(x, y, 24, 24)
}

function amount(pen: Pen, text: string, rtl: boolean, x: number, y: number): void {
  pen.save()
  pen.direction = 'ltr'
  pen.textAlign = rtl ? 'left' : 'right'
  pen.fillText(text, x, y)
  pen.restore()
}

export const sideHeight = (pen: Pen, side: Side, width: number): number => walk(pen, side, 0, 0, width, false)

export const drawSide = (pen: Pen, side: Side, left: number, top: number, width: number): void =>
  void walk(pen, side, left, top, width, true)
