import type { Accepted, Failed } from '../channel.ts'
import { shortened } from '../fit/measure.ts'
import type { Api } from '../tencent/api.ts'

/** What a field of a template may hold, by its kind: https://developers.weixin.qq.com/doc/service/guide/product/template_message/Template_Message_Interface.html */
const FILL: Readonly<Record<string, (words: string, now: number) => string | null>> = {
  thing: (words) => atWord(words.replace(/[.。]$/, '')),
  phrase: (words) => (/^\p{Script=Han}{1,5}$/u.test(words) ? words : null),
  time: (_, now) => new Date(now).toLocaleString('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'short' }),
}

function atWord(words: string): string | null {
  const cut = shortened(words, { max: 20, unit: 'characters' })
  return cut === null || cut === words ? cut : cut.replace(/\s+\S*…$/u, '…')
}

type Fields = readonly { readonly name: string; readonly kind: string }[]

/** Says outside the window that an answer waits. The template's fields are asked for once: their names are the platform's. */
export function createAnnounce(api: Api, templateId: string, now: () => number) {
  let known: Fields | null = null
  const fields = async (): Promise<Fields | { readonly failed: Failed }> => {
    const heard = await api.call({ path: '/cgi-bin/template/get_all_private_template', of: 'question' })
    if ('failed' in heard) return heard
    known = fieldsOf(heard.json.template_list, templateId)
    return known ?? permanent('The account has no such template: check WECHAT_TEMPLATE_ID.')
  }
  return async (openId: string, words: string): Promise<Accepted | Failed> => {
    const found = known ?? (await fields())
    if ('failed' in found) return found.failed
    const data = found.map(({ name, kind }) => [name, FILL[kind]?.(words, now()) ?? null] as const)
    const empty = data.find(([, value]) => value === null)
    if (empty) return permanent(`The template’s field ${empty[0]} cannot be filled: choose one with fields of the kinds thing and time.`).failed
    const body = { touser: openId, template_id: templateId, data: Object.fromEntries(data.map(([name, value]) => [name, { value }])) }
    const heard = await api.call({ path: '/cgi-bin/message/template/send', body, of: 'message' })
    return 'failed' in heard ? heard.failed : { kind: 'accepted', externalId: null }
  }
}

function fieldsOf(list: unknown, templateId: string): Fields | null {
  const template = (Array.isArray(list) ? list : []).find((t: { template_id?: unknown } | null) => t?.template_id === templateId) as { content?: unknown } | undefined
  if (typeof template?.content !== 'string') return null
  return [...template.content.matchAll(/\{\{(([a-z_]{1,30}?)_?\d{1,3})\.DATA\}\}/g)].map((m) => ({ name: m[1] as string, kind: m[2] as string }))
}

const permanent = (explain: string) => ({ failed: { kind: 'permanent' as const, explain } })
