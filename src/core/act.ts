import { obey } from './command.ts'
import type { Action, MenuOption } from './conversation.ts'
import { changeMode, changeScript, type Draft, note, samePlace, stepAt } from './draft.ts'
import { save } from './save.ts'
import type { Place } from './flow.ts'
import { acceptJoin, agreeJoin, offerJoin, part } from './join.ts'
import { sayKept } from './kept.ts'
import { LIMITS } from './limits.ts'
import { answerSafety, help } from './urgent.ts'
import { repeat, walk } from './walk.ts'
import { chooseLanguage, notice } from './welcome.ts'
import { askName, setWho } from './who.ts'

/** Does what an option stands for. */
export function act(d: Draft, option: MenuOption): void {
  note(d, { kind: 'picked', option: option.id, key: option.key, params: option.params })
  const { mode } = d.conversation
  if (mode.kind === 'queued' && option.does.do !== 'safe' && option.does.do !== 'help') changeMode(d, { ...mode, browsing: true })
  acting[option.does.do](d, option.does as never)
}

const acting: { readonly [K in Action['do']]: (d: Draft, does: Extract<Action, { do: K }>) => void } = {
  'step-option': (d, { option }) => pickStepOption(d, option),
  go: (d, { to }) => walk(d, to),
  digress: (d, { to }) => digress(d, to),
  command: (d, { command }) => obey(d, command),
  language(d, { tag, to }) {
    chooseLanguage(d, tag, 'her')
    notice(d)
    if (d.conversation.script.kept !== null) sayKept(d, d.conversation.script.kept)
    else if (to === null) repeat(d)
    else walk(d, to)
  },
  confirm(d, { yes }) {
    const { at, confirming } = d.conversation.script
    const step = at && stepAt(d.content, at)
    if (!yes || confirming === null || step?.kind !== 'ask') return repeat(d)
    save(d, step.saveAs, confirming.value)
    walk(d, step.next)
  },
  return(d) {
    const { returnTo } = d.conversation.script
    const back = returnTo.at(-1)
    changeScript(d, { returnTo: returnTo.slice(0, -1) })
    walk(d, back ?? d.content.menu)
  },
  again: (d) => repeat(d),
  safe: (d, { yes }) => answerSafety(d, yes),
  help: (d, { kind }) => help(d, kind),
  'offer-join': (d, { wish }) => offerJoin(d, wish),
  'accept-join': acceptJoin,
  'agree-join': (d, { join, yes }) => agreeJoin(d, join, yes),
  part: (d, { yes }) => part(d, yes),
  who: (d, { name, to }) => setWho(d, name, to),
  'name-who': askName,
}

function pickStepOption(d: Draft, id: string): void {
  const { at } = d.conversation.script
  const step = at && stepAt(d.content, at)
  const options = step?.kind === 'choose' ? step.options : step?.kind === 'end' ? step.then : []
  const option = options.find((o) => o.id === id)
  if (!option) return repeat(d)
  if (step?.kind === 'choose' && step.saveAs !== null) save(d, step.saveAs, id)
  walk(d, option.next)
}

/** Another question on the way: where she stood is remembered, as often as `LIMITS.returns`. */
export function digress(d: Draft, to: Place): void {
  const { at, returnTo } = d.conversation.script
  if (at !== null && !samePlace(at, to) && at.flow !== d.content.menu.flow) {
    changeScript(d, { returnTo: [...returnTo, at].slice(-LIMITS.returns) })
  }
  walk(d, to)
}
