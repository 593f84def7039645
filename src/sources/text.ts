import { compile, type HtmlToTextOptions } from 'html-to-text'

/** Where a page says what it is about, the first that is there. */
const PARTS: readonly (readonly [selector: string, isThere: RegExp])[] = [['main', /<main[\s>]/i], ['article', /<article[\s>]/i], ['#content', /\sid\s*=\s*["']?content["'\s>]/i]]
const LEFT_OUT = ['nav', 'header', 'footer', 'aside', 'script', 'style', 'form', 'noscript', 'template', 'svg', 'img', 'iframe', 'button', 'select']
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
/** Deeper than any page of a person's making: what is below is left out. */
const DEEPEST = 300
/** Elements that may be open at once. The parser's work grows with their square: some hundred thousand would keep the desk from everything else for a minute. */
const MOST_OPEN = 10_000
const WITHOUT_END = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])

const converters = new Map<string, ReturnType<typeof compile>>()

/** The lines of a page's part that matters, without those around it. `part`: a CSS selector; null, or one that finds nothing: the page's own main part. */
export function linesOf(html: string, part: string | null): string[] {
  if (isTooDeep(html)) return []
  const inMain = PARTS.filter(([, isThere]) => isThere.test(html)).map(([selector]) => selector)
  for (const selector of [...(part === null ? [] : [part]), ...inMain, 'body', '*']) {
    const lines = folded(textIn(html, selector))
    if (lines.length > 0) return lines
  }
  return []
}

/** Lines without empty ones, spaces or marks that nobody sees. */
export const folded = (text: string): string[] =>
  text.normalize('NFC').replace(/[\0\u00ad\u200b\ufeff]/g, '').split(/\r?\n/).map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '')

function isTooDeep(html: string): boolean {
  const open = new Map<string, number>()
  let depth = 0
  for (const [, end, tag = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    const name = tag.toLowerCase()
    const before = open.get(name) ?? 0
    if (WITHOUT_END.has(name) || (end && before === 0)) continue
    open.set(name, before + (end ? -1 : 1))
    depth += end ? -1 : 1
    if (depth > MOST_OPEN) return true
  }
  return false
}

function textIn(html: string, selector: string): string {
  try {
    const convert = converters.get(selector) ?? compile(optionsFor(selector))
    converters.set(selector, convert)
    return convert(html)
  } catch {
    // An editor's selector that is none.
    return ''
  }
}

const optionsFor = (selector: string): HtmlToTextOptions => ({
  wordwrap: false, baseElements: { selectors: [selector], returnDomByDefault: selector === '*' }, limits: { maxDepth: DEEPEST, maxInputLength: 4_000_000 },
  selectors: [
    ...LEFT_OUT.map((name) => ({ selector: name, format: 'skip' })), ...HEADINGS.map((name) => ({ selector: name, options: { uppercase: false } })),
    { selector: 'a', options: { ignoreHref: true } }, { selector: 'table', format: 'block' }, { selector: 'tr', format: 'block' },
    { selector: 'td', format: 'inlineSurround', options: { suffix: ' ' } }, { selector: 'th', format: 'inlineSurround', options: { suffix: ' ' } },
  ],
})
