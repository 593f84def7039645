import { link, make, words } from './dom.js'

const SENT = { photo: '📷 Foto', voice: '🎙️ Vocale', place: '📍 Luogo', document: '📄 Documento', attachment: '📎 Allegato', image: '📷 Foto' }
const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${Math.ceil(bytes / 1024)} kB`)

const file = ({ name, size: bytes, href }) => make('a', { className: 'file', href, download: '' }, '📄 ', make('bdi', {}, name), make('small', {}, size(bytes)))

const tile = (app, { key, label, href, detail }) => (href
  ? Object.assign(link(href, label), { className: 'tile', dir: 'auto' })
  : make('button', { type: 'button', className: 'tile', dir: 'auto', onclick: () => app.act({ do: 'tap', key }) }, label, ...(detail ? [make('small', { dir: 'auto' }, detail)] : [])))

const languages = new Intl.DisplayNames('it', { type: 'language' })

/** The list comes up from the foot of the phone. */
function opener(app, { opener: label, rows }) {
  const show = () => app.sheet(label, rows.map((row) => tile(app, row)))
  return make('button', { type: 'button', className: 'tile opener', dir: 'auto', onclick: show }, `☰ ${label}`)
}

const mailHead = ({ who, subject }) => make('header', { className: 'mail-head' }, make('b', { dir: 'auto' }, subject || '(senza oggetto)'), make('small', {}, who === 'her' ? 'da Lei allo sportello' : 'dallo sportello'))

export function bubble(app, said) {
  const { who, kind, runs, tiles = [], list, links = [], files, isEdited, at, subject, language } = said
  const inside = [
    ...(subject === undefined ? [] : [mailHead(said)]),
    ...(language === undefined ? [] : [make('small', { className: 'voice' }, `voce in ${languages.of(language.slice(0, 2))}`)]),
    ...(SENT[kind] && who === 'her' ? [make('p', { className: 'sent' }, SENT[kind])] : []),
    ...(runs.length > 0 ? [words(runs)] : []), ...files.map(file),
    ...(links.length > 0 ? [make('div', { className: 'links' }, ...links.map((one) => tile(app, one)))] : []),
    make('small', { className: 'at' }, isEdited ? `modificato ${at}` : at),
  ]
  const outside = [...tiles.map((row) => make('div', { className: 'row' }, ...row.map((one) => tile(app, one)))), ...(list ? [make('div', { className: 'row' }, opener(app, list))] : [])]
  return make('article', { className: `said ${who}`, ...(language && { lang: language }) }, make('div', { className: 'bubble' }, ...inside), ...(outside.length > 0 ? [make('div', { className: 'tiles' }, ...outside)] : []))
}

/** The numbers that can be written as an answer: those of the last message, where it has lines with numbers and nothing to tap. */
export function numbers(bubbles) {
  const last = bubbles.findLast((one) => one.who !== 'her')
  if (last?.who !== 'desk' || last.list || (last.tiles ?? []).length > 0 || (last.links ?? []).length > 0) return []
  return [...last.runs.map((run) => run.text).join('').matchAll(/^(\d{1,2})\. /gm)].map((found) => found[1])
}
