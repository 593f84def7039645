import { createHmac } from 'node:crypto'
import { isSame } from '../secret.ts'

/** HMAC-SHA1 over the address that was asked and every field in its order, in base64: https://www.twilio.com/docs/usage/security */
export function twilioSignature(token: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`)).join('')
  return createHmac('sha1', token).update(`${url}${fields}`, 'utf8').digest('base64')
}

/** The address counts as it is configured, with its port and without: Twilio signs now one, now the other. */
export function isFromTwilio(given: unknown, token: string, url: string, form: URLSearchParams): boolean {
  if (typeof given !== 'string') return false
  return [url, withPort(url), withoutPort(url)].map((address) => isSame(given, twilioSignature(token, address, form))).includes(true)
}

const withoutPort = (url: string): string => url.replace(/^(https?:\/\/[^/?]+?):\d+(?=[/?]|$)/, '$1')
const withPort = (url: string): string => withoutPort(url).replace(/^(https?):\/\/[^/?]+/, (host, scheme: string) => `${host}:${scheme === 'https' ? 443 : 80}`)
