import type { Locator, Page } from 'playwright-core'
import { wordsIn } from './words.ts'

/** The chat as one person sees and touches it. `room` is the page, or the frame that the chat sits in. */
export type Chat = {
  readonly log: Locator
  readonly write: (text: string) => Promise<void>
  /** Taps a choice of the question that is open now. */
  readonly choose: (label: string) => Promise<void>
  readonly tap: (command: string) => Promise<void>
  /** Lines of the conversation that say this. */
  readonly lines: (text: string) => Locator
  /** The choices that can be tapped now; with a label, that one. */
  readonly options: (label?: string) => Locator
}

type Room = Pick<Page, 'getByRole' | 'getByLabel'>

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function chat(room: Room, language: string): Chat {
  const word = wordsIn(language)
  const log = room.getByRole('log')
  const options = (label?: string): Locator =>
    log.getByRole('button', { name: new RegExp(label === undefined ? '^\\d+ ' : `^\\d+ ${escaped(label)}$`), disabled: false })
  return {
    log, options,
    async write(text) {
      await room.getByLabel(word('chat:your-message')).fill(text)
      await room.getByRole('button', { name: word('chat:send'), exact: true }).click()
    },
    choose: (label) => options(label).click(),
    tap: (command) => room.getByRole('navigation').getByRole('button', { name: command, exact: true }).click(),
    lines: (text) => log.getByRole('article').filter({ hasText: text }),
  }
}
