import { convert, type DomNode, type FormatCallback } from 'html-to-text'

const MOST = 500_000
const NEVER_READ = new Set(['head', 'title', 'style', 'script', 'template', 'noscript', 'object', 'svg', 'img', 'video', 'audio', 'iframe', 'select', 'map'])
const APART = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'table', 'ul', 'ol', 'blockquote'])
const LINE = new Set(['div', 'li', 'tr', 'hr', 'section', 'article', 'aside', 'header', 'footer', 'main', 'nav', 'form', 'dl', 'dt', 'dd', 'center', 'address', 'figure', 'body'])
const TAGS = ['*', 'a', 'blockquote', 'br', 'hr', 'img', 'wbr', 'pre', 'table', 'ul', 'ol', 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div', 'section', 'article', 'aside', 'header', 'footer', 'main', 'nav', 'form']

/** What the history of other mail programs is wrapped in. */
const HISTORY = /(?:^|\s)(?:gmail_quote(?:_container)?|yahoo_quoted|moz-cite-prefix|protonmail_quote|gmail_signature|moz-signature|divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|ms-outlook-mobile-reference-message)(?:\s|$)/

/** The words of a page, without what its reader would not have seen; `whole`: with the history that it quotes. */
export function textOfHtml(html: string, whole: boolean): string {
  const page = html.slice(0, MOST)
  const hiding = hidingNames(page)
  const isLeftOut = (element: DomNode): boolean => NEVER_READ.has(element.name ?? '') || isHidden(element, hiding) || (!whole && isHistory(element))
  const format: FormatCallback = (element, walk, builder) => {
    const name = element.name ?? ''
    if (name === 'br') return builder.addLineBreak()
    if (isLeftOut(element)) return
    const lines = APART.has(name) ? 2 : LINE.has(name) ? 1 : 0
    if (lines > 0) builder.openBlock({ leadingLineBreaks: lines, isPre: name === 'pre' })
    if (name === 'li') builder.addInline('- ')
    walk(element.children ?? [], builder)
    if (name === 'td' || name === 'th') builder.addInline(' ')
    if (lines > 0) builder.closeBlock({ trailingLineBreaks: lines })
  }
  return convert(page, { wordwrap: false, limits: { maxDepth: 200, maxInputLength: MOST, ellipsis: '' }, formatters: { seen: format }, selectors: TAGS.map((selector) => ({ selector, format: 'seen' })) })
}

const attributes = (element: DomNode): Readonly<Record<string, string>> => element.attribs ?? {}

function isHistory(element: DomNode): boolean {
  const { class: names = '', id = '', type = '' } = attributes(element)
  return HISTORY.test(names) || HISTORY.test(id) || (element.name === 'blockquote' && type.toLowerCase() === 'cite')
}

function isHidden(element: DomNode, hiding: ReadonlySet<string>): boolean {
  const { style = '', hidden, class: names = '', id = '' } = attributes(element)
  return hidden !== undefined || hides(style) || hiding.has(`#${id}`) || names.split(/\s+/).some((name) => hiding.has(`.${name}`))
}

const HIDING = /(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|font-size:0*\.?0+(?:px|pt|em|rem|%)?(?:;|!|$)|opacity:0*\.?0+%?(?:;|!|$)|mso-hide:all|(?:text-indent|left|right|top):-\d{3,}|max-height:0(?:px)?(?:;|!|$)|clip:rect\(0)/
const WHITE = '(?:#fff(?:fff)?|white|rgb\\(255,255,255\\))'
const WHITE_WORDS = new RegExp(`(?:^|;)color:${WHITE}`)
const WHITE_PAPER = new RegExp(`(?:^|;)background(?:-color)?:${WHITE}`)

function hides(style: string): boolean {
  const even = style.split('*/').map((piece) => piece.split('/*', 1)[0]).join('').replace(/\s+/g, '').toLowerCase()
  return HIDING.test(even) || (WHITE_WORDS.test(even) && WHITE_PAPER.test(even))
}

const STYLES = /<style\b[^>]{0,500}>([^<]{0,50000})/gi
const RULE = /([^{}]{1,200})\{([^{}]{1,2000})\}/g

/** Classes and ids that the page's own style sheet hides everywhere, not only on a phone. */
function hidingNames(page: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [, sheet = ''] of page.matchAll(STYLES)) {
    for (const [, selectors = '', style = ''] of withoutMedia(sheet).matchAll(RULE)) {
      if (hides(style)) for (const selector of selectors.split(',')) names.add(/[.#][\w-]+$/.exec(selector.trim())?.[0] ?? '')
    }
  }
  names.delete('')
  return names
}

/** A rule inside an `@media` stands two braces deep. */
function withoutMedia(sheet: string): string {
  let depth = 0
  let kept = ''
  for (const piece of sheet.split(/(?<=[{}])/)) {
    if (piece.includes('@') && piece.endsWith('{')) depth = Math.max(depth, 1)
    else if (depth > 0 && piece.endsWith('{')) depth += 1
    else if (depth > 0) depth -= 1
    else kept += piece
  }
  return kept
}
