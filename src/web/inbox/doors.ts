import type { WebPorts } from '../ports.ts'

const DOOR = /https?:\/\/\S+?\/c\/[\w-]{20,100}(?:\?lang=[\w-]+)?/g

/** Whoever opens a link to the private page first is her: an operator sees that there is one, not which. */
export const withoutDoors = ({ words }: Pick<WebPorts, 'words'>, text: string, language: string): string => (text.includes('/c/') ? text.replace(DOOR, `[${words.text('inbox:actions.private-page', {}, language)}]`) : text)
