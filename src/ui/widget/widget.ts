import { panel } from './panel.ts'

/** `<script src="https://desk/widget.js" data-desk="…" data-lang="zh" defer>`: a button that opens the chat in a frame. */
const script = document.currentScript
if (script instanceof HTMLScriptElement) {
  const { desk = '', lang = '' } = script.dataset
  const address = new URL('/', script.src)
  if (desk) address.searchParams.set('desk', desk)
  if (lang) address.searchParams.set('lang', lang)
  const mount = () => panel(address, lang || document.documentElement.lang || navigator.language)
  if (document.body) mount()
  else addEventListener('DOMContentLoaded', mount)
}
