import { type Fact, valueOn } from '../../../core/facts.ts'
import type { Params } from '../../../core/params.ts'
import type { PlaceShown } from '../../contract/content.ts'
import type { Saying, WebPorts } from '../../ports.ts'
import { titleOf } from './list.ts'
import { paramOf } from './shown.ts'

type Ports = Pick<WebPorts, 'editing' | 'words' | 'content'>
/** What stands for an answer that only a conversation gives. */
const BLANK = '…'

export const places = (ports: Ports, name: string, language: string): PlaceShown[] =>
  ports.editing.sayings(name, language).map((saying) => ({
    ...place(ports, saying, language),
    texts: saying.texts.map((said) => ({ key: said.key, language: said.language, text: sentence(ports, said, null) })),
  }))

export const place = ({ words }: Ports, { by, about, step, rule, file }: Saying, language: string): Omit<PlaceShown, 'texts'> => ({
  by, title: by === 'urgent advice' ? words.text(`inbox:urgent.${step}`, {}, language) : titleOf(words, about, language), step, rule, file,
})

/** A text as people read it today; `instead`: a fact with other values in the place of the one that counts. */
export function sentence({ words, content, editing }: Ports, { key, language, facts, blanks }: Saying['texts'][number], instead: Fact | null): string {
  const today = editing.today()
  const params: Params = {
    ...Object.fromEntries(blanks.map((blank) => [blank, BLANK])),
    ...Object.fromEntries(Object.entries(facts).map(([hole, name]) => {
      const fact = instead?.name === name ? instead : content().facts[name]
      const value = fact === undefined ? null : valueOn(fact, today)
      return [hole, fact === undefined || value === null ? BLANK : paramOf(fact, value, today)]
    })),
  }
  return words.text(key, params, language)
}
