import { style } from './style.ts'
import { wordsFor } from './words.ts'

const TWICE_MS = 1000

function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.textContent = text
  return element
}

/** The button and the panel, in a shadow tree: the page's style does not come in, ours does not leak out. */
export function panel(address: URL, wanted: string): void {
  const { language, open: openWord, close: closeWord } = wordsFor(wanted)
  const host = make('div', { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' })
  const root = host.attachShadow({ mode: 'open' })
  const button = make('button', { type: 'button', class: 'open', 'aria-expanded': 'false' }, openWord)
  const box = make('div', { class: 'box', role: 'dialog', 'aria-label': openWord, hidden: '' })
  const close = make('button', { type: 'button', class: 'close' }, closeWord)
  box.append(close)
  root.append(make('style', {}, style), button, box)
  document.body.append(host)

  let frame: HTMLIFrameElement | null = null
  let closedAt = Number.NEGATIVE_INFINITY

  function show(): void {
    if (!frame) {
      frame = make('iframe', { src: address.href, title: openWord })
      close.hidden = false
      box.append(frame)
    }
    box.hidden = false
    button.hidden = true
    button.setAttribute('aria-expanded', 'true')
    frame.focus()
  }

  function hide(): void {
    if (box.hidden) return
    box.hidden = true
    button.hidden = false
    button.setAttribute('aria-expanded', 'false')
    button.focus()
    closedAt = performance.now()
  }

  function leave(): void {
    hide()
    frame?.remove()
    frame = null
  }

  /** Escape again, right after it closed the panel: the quick exit, asked from outside the frame. */
  function escaped(): void {
    if (!box.hidden) {
      hide()
      return
    }
    if (!frame || performance.now() - closedAt > TWICE_MS) return
    frame.contentWindow?.postMessage({ sportello: 'forget' }, address.origin)
    setTimeout(leave, 300)
  }

  button.onclick = show
  close.onclick = hide
  addEventListener('keydown', (event) => event.key === 'Escape' && !event.repeat && escaped())
  addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== address.origin) return
    const said: unknown = event.data?.sportello
    if (said === 'ready') close.hidden = true
    if (said === 'close') hide()
    if (said === 'exit') leave()
  })
}
