import { make } from './dom.js'
import { post, say } from './net.js'
import { APPS, phone } from './phone.js'

const at = (id) => document.getElementById(id)
const NAMES = Object.keys(APPS)
const phones = new Map(NAMES.map((name) => [name, phone(name)]))
document.querySelector('main').append(...[...phones.values()].map((one) => one.node))

/** On a narrow screen one phone is seen at a time. */
const tabs = document.querySelector('.tabs')
function choose(name) {
  for (const [other, { node }] of phones) node.classList.toggle('chosen', other === name)
  for (const tab of tabs.children) {
    if (tab.dataset.name === name) tab.classList.remove('news')
    tab.setAttribute('aria-pressed', String(tab.dataset.name === name))
  }
  phones.get(name).toFoot()
}
tabs.append(...NAMES.map((name) => make('button', { type: 'button', data: { name }, onclick: () => choose(name) }, APPS[name].title)))
choose(NAMES[0])

const heard = new Map()
function news({ name, bubbles }) {
  const newest = bubbles.findLast((one) => one.who === 'desk')?.id
  if (heard.has(name) && newest !== heard.get(name)) tabs.querySelector(`[data-name=${name}][aria-pressed=false]`)?.classList.add('news')
  heard.set(name, newest)
}

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll('details[open]')) if (!menu.contains(except)) menu.open = false
}
document.addEventListener('click', ({ target }) => closeMenus(target))
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return
  closeMenus(null)
  for (const one of phones.values()) one.closeSheet()
})

const live = new EventSource('/events')
live.addEventListener('phone', ({ data }) => {
  const state = JSON.parse(data)
  phones.get(state.name).show(state)
  news(state)
})
live.addEventListener('desk', ({ data }) => {
  const { chat, inbox, email, password, wall } = JSON.parse(data)
  at('chat').href = chat
  at('inbox').href = inbox
  at('sign-in').textContent = `(${email}, ${password})`
  at('wall').textContent = wall
})
live.addEventListener('error', () => say('La dimostrazione non risponde: è ancora accesa?'))

at('fault').addEventListener('submit', (event) => {
  event.preventDefault()
  const name = at('fault-phone').value
  post('/faults', { phones: name === 'all' ? NAMES : [name], fault: at('fault-name').value })
})
at('mend').addEventListener('click', async () => {
  if (await post('/faults', { phones: NAMES, fault: 'none' })) say('Riparato. Lo sportello riprova da sé, al più dopo cinque minuti: +1 h per non aspettare.')
})
for (const button of document.querySelectorAll('[data-hours]')) button.addEventListener('click', () => post('/clock', { hours: Number(button.dataset.hours) }))
