import type { LanguageTag } from '../../core/ids.ts'
import type { Accepted, Failed, Recipient } from '../channel.ts'
import type { WhatsAppAccount } from './account.ts'
import { post, type Sender } from './send.ts'

/** Outside the day after her last message only an approved template passes: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview. It has no parameters: nothing of the answer leaves the desk. */
export function announce(sender: Sender, { name, languages }: NonNullable<WhatsAppAccount['template']>, to: Recipient, language: LanguageTag): Promise<Accepted | Failed> {
  const code = languages.get(language) ?? languages.get('it') ?? [...languages.values()][0]
  return post(sender, to, { type: 'template', template: { name, language: { code } } })
}
