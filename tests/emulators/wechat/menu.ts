import { refusal } from './errors.ts'
import { bytesIn, isJson, type Json } from './json.ts'

export type MenuItem = { readonly name: string; readonly key: string | null; readonly items: readonly MenuItem[] }

const TYPES = ['click', 'view']

function item(given: unknown, level: 0 | 1): MenuItem {
  if (!isJson(given)) throw refusal(47001)
  const { name, type, key, sub_button: below } = given
  if (typeof name !== 'string' || name === '' || bytesIn(name) > (level === 0 ? 16 : 60)) throw refusal(40018)
  if (Array.isArray(below) && below.length > 0) {
    if (level === 1 || below.length > 5) throw refusal(40023)
    return { name, key: null, items: below.map((one) => item(one, 1)) }
  }
  if (!TYPES.includes(String(type))) throw refusal(40016)
  if (type === 'click' && (typeof key !== 'string' || key === '' || bytesIn(key) > 128)) throw refusal(40019)
  return { name, key: typeof key === 'string' ? key : null, items: [] }
}

/** https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu */
export function menuFrom(body: Json): readonly MenuItem[] {
  if (!Array.isArray(body.button) || body.button.length === 0 || body.button.length > 3) throw refusal(40016)
  return body.button.map((one) => item(one, 0))
}
