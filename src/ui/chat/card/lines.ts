/** Chinese and Japanese signs, which may be parted anywhere except before a closing mark. */
const WIDE = /[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef]/
const NOT_FIRST = /^[，。、；：！？）》」』】”’…)\].,;:!?%]/
const NOT_LAST = /[（《「『【“‘([€]$/

/** The pieces that a line may be broken between; a space stays at the end of its word. */
export function breakable(text: string): string[] {
  const out: string[] = []
  for (const character of text) {
    const last = out[out.length - 1] ?? ''
    const glued =
      NOT_FIRST.test(character) || NOT_LAST.test(last) || (!WIDE.test(character) && !last.endsWith(' ') && !WIDE.test(last.slice(-1)))
    if (out.length && (glued || character === ' ')) out[out.length - 1] = last + character
    else out.push(character)
  }
  return out
}

/** Breaks a text into lines no wider than `width`, as `measure` sees them. */
export function lines(text: string, width: number, measure: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => paragraphLines(paragraph, width, measure))
}

function paragraphLines(paragraph: string, width: number, measure: (text: string) => number): string[] {
  const out: string[] = []
  let line = ''
  for (const piece of breakable(paragraph).flatMap((whole) => (measure(whole.trimEnd()) > width ? [...whole] : [whole]))) {
    if (line && measure((line + piece).trimEnd()) > width) {
      out.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return [...out, line.trimEnd()]
}
