import { download } from '../download.ts'
import { sideHeight, drawSide } from './paint.ts'
import type { Side } from './sides.ts'

const WIDTH = 1240
const MARGIN = 56
const GAP = 48
const FOOT = 90

/** Draws the card by hand: a picture of the page itself (foreignObject) is refused by Safari. */
export async function saveImage(sides: readonly Side[], foot: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => draw(sides, foot).toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('no picture')
  download(blob, 'sportello.png')
}

function draw(sides: readonly Side[], foot: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const column = (WIDTH - MARGIN * 2 - GAP * (sides.length - 1)) / sides.length
  const tallest = Math.max(...sides.map((side) => sideHeight(pen, side, column)))
  canvas.width = WIDTH
  canvas.height = Math.ceil(MARGIN * 2 + tallest + FOOT)
  paintPaper(pen, canvas.height)
  for (const [index, side] of sides.entries()) {
    const left = MARGIN + index * (column + GAP)
    if (index) rule(pen, left - GAP / 2, MARGIN, left - GAP / 2, canvas.height - MARGIN - FOOT)
    drawSide(pen, side, left, MARGIN, column)
  }
  rule(pen, MARGIN, canvas.height - FOOT - 16, WIDTH - MARGIN, canvas.height - FOOT - 16)
  pen.direction = 'ltr'
  pen.textAlign = 'left'
  pen.fillStyle = '#455B71'
  pen.textBaseline = 'top'
  pen.font = '24px "Titillium Web", system-ui, sans-serif'
  pen.fillText(foot, MARGIN, canvas.height - FOOT + 4, WIDTH - MARGIN * 2)
  return canvas
}

function paintPaper(pen: CanvasRenderingContext2D, height: number): void {
  pen.fillStyle = '#FFFFFF'
  pen.fillRect(0, 0, WIDTH, height)
  pen.strokeStyle = '#0066CC'
  pen.lineWidth = 4
  pen.strokeRect(16, 16, WIDTH - 32, height - 32)
}

function rule(pen: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  pen.strokeStyle = '#C5CED8'
  pen.lineWidth = 2
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(toX, toY)
  pen.stroke()
}
