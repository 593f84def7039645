import type { Surroundings } from '../account.ts'
import type { Accepted, Channel, Failed, Part, Recipient, Sending } from '../channel.ts'
import type { MailAccount } from './account.ts'
import { MAIL } from './can.ts'
import { compose } from './compose.ts'
import { fetchPart } from './fetch-part.ts'
import { createHandle } from './handle.ts'
import { createMessageIds } from './ids.ts'
import { cannotOpen, openMailbox } from './imap.ts'
import { createLoopBreaker } from './pace.ts'
import { isClaimed, mailboxOf } from './sender.ts'
import { post } from './smtp.ts'
import { createSync } from './sync.ts'
import { NO_THREAD, readThread } from './thread.ts'
import { watch } from './watch.ts'

export type MailOptions = MailAccount & Surroundings & {
  /** Milliseconds to wait for a server's answer before a message counts as «may have arrived». */
  readonly patience?: number
  /** Mails from one address that are answered within an hour. */
  readonly mailsPerHour?: number
}

/** E-mail through a mailbox of the desk's own: IMAP in, SMTP out. The account is the desk's address, an address is hers. */
export function createMail({ imap, smtp, from, authservId, pollSeconds, firstDays, now, patience = 30_000, mailsPerHour = 20 }: MailOptions): Channel {
  const own = from.address
  const ids = createMessageIds(smtp.password, own.slice(own.lastIndexOf('@') + 1))
  const handle = createHandle({ own, authservId, ids, isTooMuch: createLoopBreaker(mailsPerHour, now), now })

  const send = async (to: Recipient, part: Part, sending: Sending): Promise<Accepted | Failed> => {
    if (to.account !== own) return { kind: 'permanent', explain: 'She wrote to another address of the desk, which it does not have any more.' }
    if (isClaimed(to.address) && sending.by === 'bot') return { kind: 'permanent', explain: 'It was not sent: the sender of her mail could not be verified. An operator can answer.' }
    const bytes = part.kind === 'file' ? await sending.bytes(part.file.id).catch(() => null) : Buffer.alloc(0)
    if (bytes === null) return { kind: 'permanent', explain: 'The file is not here any more.' }
    const messageId = ids.make(sending.ref)
    const letter = {
      from, to: mailboxOf(to.address), messageId, thread: isClaimed(to.address) ? NO_THREAD : readThread(to.memory), subject: sending.text('channels:mail-subject'),
      language: sending.language, isAutomatic: sending.by === 'bot', at: new Date(now()),
    }
    const whole = await compose(part.kind === 'file' ? { ...letter, part, bytes } : { ...letter, part }).catch(() => null)
    if (whole === null) return { kind: 'permanent', explain: 'It cannot be put into a mail.' }
    const failed = await post({ smtp, patience }, { envelope: { from: own, to: letter.to }, bytes: whole })
    return failed ?? { kind: 'accepted', externalId: messageId }
  }

  return {
    name: 'e-mail', can: MAIL, account: own, send,
    async check() {
      const refused = await openMailbox({ imap, patience }).then((client): Failed | null => {
        client.close()
        return null
      }, cannotOpen)
      return refused ?? post({ smtp, patience }, null)
    },
    start: async (inlet) => watch({ imap, patience, account: own, pollMs: pollSeconds * 1000, sync: createSync({ handle, firstDays, patience, now }) }, inlet),
    fetch: (source) => fetchPart({ imap, patience }, source),
  }
}
