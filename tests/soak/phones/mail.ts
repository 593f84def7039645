import { createMessageIds } from '../../../src/channels/mail/ids.ts'
import { CLIENTS } from '../../emulators/mail/clients.ts'
import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO } from '../phone.ts'
import type { Servers } from '../servers.ts'

const PROGRAMS = Object.keys(CLIENTS) as (keyof typeof CLIENTS)[]

/** What she sees is named by the desk's own name of it, which is in its Message-ID. A choice is the number of its line. */
export function mailPhone({ mail }: Servers, index: number): Phone {
  const address = `she${index}@example.com`
  const she = mail.user({ name: `أمينة ${index}`, address, client: PROGRAMS[index % PROGRAMS.length] ?? 'gmail-it' })
  const ids = createMessageIds(mail.password, mail.desk.slice(mail.desk.indexOf('@') + 1))
  const say = async (text: string): Promise<string> => {
    await she.say(text)
    return nameOf(text)
  }
  return {
    channel: 'e-mail', address: () => address, apologies: () => 0, arrive: async () => {}, say,
    async tap(chance) {
      const lines = (she.chat.findLast((m) => m.sent !== null)?.text ?? '').split('\n').flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? [])
      return lines.length === 0 ? null : say(chance.among(lines))
    },
    async photo() {
      await she.send(PICTURE)
      return PHOTO
    },
    shown: () => she.chat.flatMap(({ sent }) => (sent === null ? [] : [ids.refIn(sent.mail.messageId ?? '') ?? '(nameless)'])),
  }
}
