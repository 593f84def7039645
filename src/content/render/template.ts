/** A text with its placeholders found: words and names in turn. */
export type Template = readonly (string | { readonly name: string })[]

const PLACEHOLDER = /\{\{\s*-?\s*([\w.-]+)\s*\}\}/

export const parseTemplate = (text: string): Template => text.split(PLACEHOLDER).map((piece, i) => (i % 2 === 0 ? piece : { name: piece })).filter((piece) => piece !== '')

export const fill = (template: Template, values: Readonly<Record<string, unknown>>): string =>
  template.map((piece) => (typeof piece === 'string' ? piece : String(values[piece.name] ?? ''))).join('')
