import { bubble, numbers } from './bubble.js'
import { make } from './dom.js'
import { post } from './net.js'

export const APPS = {
  telegram: { title: 'Telegram', leave: 'Blocca il bot', away: 'Ha bloccato il bot.', back: 'Sblocca', begin: ['AVVIA', { do: 'say', text: '/start' }] },
  whatsapp: { title: 'WhatsApp', leave: 'Blocca il numero', away: 'Ha bloccato il numero.', back: 'Sblocca' },
  wechat: { title: 'WeChat 微信', leave: '取消关注 · Non segue più', away: '公众号 · Non segue l’account.', back: '关注 · Segue' },
  wecom: { title: '微信客服', leave: '拒收消息 · Rifiuta i messaggi', away: 'Rifiuta i messaggi dello sportello.', back: '接收 · Li accetta di nuovo', begin: ['打开聊天 · Apre la chat', { do: 'open' }] },
  mail: { title: 'E-mail', leave: 'Rifiuta le sue mail', away: 'La casella rifiuta le mail dello sportello.', back: 'Accetta di nuovo' },
  telephone: { title: 'Telefono', leave: 'Riattacca', away: 'Nessuna chiamata. Le parole si leggono qui: non c’è audio.', back: '📞 Chiama lo sportello' },
}
const FAULTS = { down: 'fornitore fermo', token: 'gettone scaduto', slow: 'lento' }

/** One phone on the page. `show(state)` draws what changed. */
export function phone(name) {
  const node = document.getElementById('phone').content.firstElementChild.cloneNode(true)
  const at = (selector) => node.querySelector(selector)
  const { title, leave, away, back, begin } = APPS[name]
  const isCall = name === 'telephone'
  const known = new Map()
  let who = ''
  let toast
  let fading = 0
  node.classList.add(name)
  node.id = name
  at('h2').textContent = title
  at('.log').setAttribute('aria-label', title)
  // Browsers whose scrolling regions cannot be reached by keyboard.
  at('.log').tabIndex = 0
  at('[data-do=leave]').textContent = leave
  at('[data-do=return]').textContent = back
  at('.away p').textContent = away
  at('.posters').hidden = name === 'mail' || isCall
  at('.attach').hidden = isCall
  if (isCall) {
    at('[name=text]').placeholder = 'Dica una frase'
    at('[name=text]').ariaLabel = 'Frase da dire'
    at('.write [type=submit]').ariaLabel = 'Dice la frase'
  }
  at('[name=subject]').hidden = name !== 'mail'

  const app = {
    act: (action) => post(`/phones/${name}`, action),
    sheet(label, children) {
      const close = make('button', { type: 'button', className: 'close', ariaLabel: 'Chiudi' }, '✕')
      at('.sheet').replaceChildren(make('header', {}, make('b', { dir: 'auto' }, label), close), ...children)
      at('.sheet').hidden = false
      close.focus()
    },
  }
  node.addEventListener('click', ({ target }) => {
    const pressed = target.closest('button')
    if (!pressed) return
    if (pressed.closest('.sheet')) at('.sheet').hidden = true
    const menu = pressed.closest('details')
    if (menu) menu.open = false
    const { do: what, code, send, number, menu: item, key } = pressed.dataset
    if (what) app.act({ do: what })
    if (code) app.act({ do: 'poster', code })
    if (send) app.act({ do: 'send', what: send })
    if (number) app.act({ do: 'say', text: number })
    if (item) app.act({ do: 'menu', name: item })
    if (key) app.act({ do: 'press', key })
  })
  const form = at('.write')
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const [text, subject] = [form.text.value.trim(), form.subject.value.trim()]
    if (text === '') return
    if (!(await app.act({ do: 'say', text, ...(subject && { subject }) }))) return
    form.reset()
    form.text.focus()
  })
  form.text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || name === 'mail') return
    event.preventDefault()
    form.requestSubmit()
  })

  function drawLog(bubbles) {
    const log = at('.log')
    const wasAtFoot = log.scrollHeight - log.scrollTop - log.clientHeight < 80
    const drawn = bubbles.map((said) => {
      const text = JSON.stringify(said)
      const kept = known.get(said.id)
      if (kept?.text === text) return kept.element
      const element = bubble(app, said)
      known.set(said.id, { text, element })
      return element
    })
    log.replaceChildren(...(drawn.length > 0 ? drawn : [emptiness()]))
    if (wasAtFoot || bubbles.at(-1)?.who === 'her') log.scrollTop = log.scrollHeight
  }
  const emptiness = () => make('div', { className: 'empty' }, make('p', {}, isCall ? 'Ancora nessuna telefonata.' : 'Ancora nessun messaggio.'), ...(begin ? [make('button', { type: 'button', onclick: () => app.act(begin[1]) }, begin[0])] : []))

  /** How the app answers a tap: seen for a moment, and not when the page is opened again. */
  function drawToast(words) {
    if (words && words !== toast && toast !== undefined) {
      at('.toast').textContent = words
      at('.toast').hidden = false
      clearTimeout(fading)
      fading = setTimeout(() => { at('.toast').hidden = true }, 1800)
    }
    toast = words
  }

  return {
    node,
    toFoot: () => at('.log').scrollTo(0, at('.log').scrollHeight),
    closeSheet: () => { at('.sheet').hidden = true },
    show(state) {
      if (state.who !== who) known.clear()
      who = state.who
      at('.who').textContent = `nelle mani di ${who}`
      at('.faulty').textContent = FAULTS[state.fault] ?? ''
      at('.faulty').hidden = !FAULTS[state.fault]
      const waits = state.isAway && name !== 'mail'
      at('.keypad').hidden = !isCall || waits
      at('.away').hidden = !state.isAway
      form.hidden = waits
      at('[data-do=leave]').hidden = state.isAway
      at('.quick').replaceChildren(...(waits ? [] : numbers(state.bubbles)).map((number) => make('button', { type: 'button', data: { number } }, number)))
      at('.foot').hidden = waits || state.menu.length === 0
      at('.foot').replaceChildren(...state.menu.map((item) => make('button', { type: 'button', data: { menu: item } }, item)))
      drawLog(state.bubbles)
      drawToast(state.toast)
    },
  }
}
