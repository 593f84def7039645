const PAGE_WIDTH = '182mm'
const PAGE_HEIGHT_MM = 268
const PX_PER_MM = 96 / 25.4
const SMALLEST_PT = 6.5

/** Prints one card and nothing else, with the largest letters that keep it on one A4 page. */
export function printCard(card: HTMLElement | null): void {
  if (!card) return
  document.getElementById('paper')?.remove()
  const paper = document.createElement('div')
  paper.id = 'paper'
  paper.style.width = PAGE_WIDTH
  paper.append(copyOf(card))
  document.body.append(paper)
  for (let points = 13; points >= SMALLEST_PT; points -= 0.5) {
    paper.style.fontSize = `${points}pt`
    if (paper.offsetHeight <= PAGE_HEIGHT_MM * PX_PER_MM) break
  }
  document.body.classList.add('printing')
  addEventListener('afterprint', tidy, { once: true })
  window.print()
}

function tidy(): void {
  document.body.classList.remove('printing')
  document.getElementById('paper')?.remove()
}

/** A copy of the elements forgets which boxes are ticked. */
function copyOf(card: HTMLElement): Node {
  const copy = card.cloneNode(true) as HTMLElement
  const ticked = [...card.querySelectorAll('input')].map((input) => input.checked)
  for (const [index, input] of [...copy.querySelectorAll('input')].entries()) input.checked = ticked[index] ?? false
  for (const unwanted of [...copy.querySelectorAll('.no-print')]) unwanted.remove()
  return copy
}
