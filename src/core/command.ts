import type { Command } from './conversation.ts'
import { changeMode, changeScript, type Draft, note } from './draft.ts'
import { handOff } from './handoff.ts'
import { askToJoin, askToPart } from './join.ts'
import { repeat, walk } from './walk.ts'
import { askLanguage } from './welcome.ts'
import { askWho } from './who.ts'

/** *back*, *menu*, *language*, *person*, *repeat*, *join*, *part*, *who*: understood at every step, whether typed or tapped. */
export function obey(d: Draft, command: Command): void {
  note(d, { kind: 'commanded', command })
  const { mode } = d.conversation
  if (mode.kind === 'queued' && command !== 'person') changeMode(d, { ...mode, browsing: true })
  if (mode.kind === 'waiting') changeMode(d, { kind: 'scripted' })
  commands[command](d)
}

const commands: Readonly<Record<Command, (d: Draft) => void>> = {
  back(d) {
    const { history } = d.conversation.script
    const before = history.at(-1)
    walk(d, before ?? d.content.menu)
    changeScript(d, { history: history.slice(0, -1) })
  },
  menu(d) {
    changeScript(d, { returnTo: [] })
    walk(d, d.content.menu)
  },
  language: (d) => askLanguage(d),
  person: (d) => handOff(d, { reason: 'asked', topic: null, urgent: null }),
  repeat,
  join: askToJoin,
  part: askToPart,
  who: (d) => askWho(d),
}
