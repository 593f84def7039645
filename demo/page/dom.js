/** An element with these properties and children. Words are always text, never markup. */
export function make(tag, properties = {}, ...children) {
  const { data = {}, ...rest } = properties
  const element = Object.assign(document.createElement(tag), rest)
  Object.assign(element.dataset, data)
  element.append(...children)
  return element
}

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)。，、])/
const isWeb = (address) => /^https?:\/\//.test(address)
export const link = (href, words) => (isWeb(href) ? make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, words) : words)

const linked = (text) => text.split(ADDRESS).filter((piece) => piece !== '').map((piece) => (ADDRESS.test(piece) ? link(piece, piece) : piece))
const TAGS = { bold: 'b', italic: 'i', code: 'code', strike: 's' }

/** The words of a message, each line in its own direction. */
export function words(runs) {
  const box = make('div', { className: 'text', dir: 'auto' })
  let line = make('div', { dir: 'auto' })
  const add = (run, text) => {
    const inner = run.href ? [link(run.href, text)] : linked(text)
    line.append(...(run.mark ? [make(TAGS[run.mark], {}, ...inner)] : inner))
  }
  for (const run of runs) {
    for (const [i, text] of run.text.split('\n').entries()) {
      if (i > 0) {
        box.append(line)
        line = make('div', { dir: 'auto' })
      }
      if (text !== '') add(run, text)
    }
  }
  box.append(line)
  return box
}
