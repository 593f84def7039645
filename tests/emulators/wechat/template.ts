import { refusal } from './errors.ts'
import { isJson, type Json } from './json.ts'

export type Template = { readonly id: string; readonly title: string; readonly content: string }

/** Kinds of parameters and what they may hold: https://developers.weixin.qq.com/doc/service/guide/product/template_message/Template_Message_Interface.html */
const KINDS: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (v) => [...v].length <= 20,
  phrase: (v) => /^\p{Script=Han}{1,5}$/u.test(v),
  time: (v) => /^\d{4}(?:年|-)\d{1,2}(?:月|-)\d{1,2}日?(?: \d{2}:\d{2}(?::\d{2})?)?$/.test(v),
  character_string: (v) => /^[\x21-\x7e]{1,32}$/.test(v),
}

export const fieldsOf = ({ content }: Template): string[] => [...content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map((m) => m[1] as string)

/** What she reads of it. */
export function filled(templates: readonly Template[], { template_id: id, data }: Json): string {
  const template = templates.find((t) => t.id === id)
  if (template === undefined) throw refusal(40037)
  if (!isJson(data)) throw refusal(47001)
  return fieldsOf(template).reduce((text, name) => {
    const field = data[name]
    const value = isJson(field) ? field.value : undefined
    const kind = /^[a-z_]+/.exec(name)?.[0].replace(/_$/, '') ?? ''
    if (typeof value !== 'string' || value === '' || !KINDS[kind]?.(value)) throw refusal(47003)
    return text.replace(`{{${name}.DATA}}`, value)
  }, template.content)
}
