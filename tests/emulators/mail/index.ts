import { startImap } from './imap.ts'
import { startSmtp } from './smtp.ts'
import { createUser, type FakeUser, type NewUser } from './user.ts'

export type { FakeUser } from './user.ts'
export type MailOptions = { readonly patience?: number; readonly now?: () => number; readonly size?: number }
export type FakeMail = Awaited<ReturnType<typeof startMail>>

const DESK = 'help@comune.example.it'
const PASSWORD = 'segreta/parola@1'

/** The mail servers of a comune, and people who write to it. */
export async function startMail({ patience = 10_000, now: given = Date.now, size }: MailOptions = {}) {
  const people = new Map<string, FakeUser>()
  let ahead = 0
  const now = (): number => given() + ahead
  const refuses = (address: string): { code: number; text: string } | null => {
    const she = people.get(address)
    if (she === undefined) return { code: 550, text: `5.1.1 <${address}>: Recipient address rejected: User unknown` }
    return she.blocked ? { code: 550, text: '5.7.1 Delivery not authorized, message refused' } : null
  }
  const imap = await startImap({ user: DESK, password: PASSWORD, now })
  const smtp = await startSmtp({ user: DESK, password: PASSWORD, ...(size === undefined ? {} : { size }), refuses, arrived: (sent) => people.get(sent.to)?.take(sent) })
  const at = (port: number): string => `${encodeURIComponent(DESK)}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`
  return {
    imap, smtp, desk: DESK, password: PASSWORD,
    get requests() {
      return smtp.accepted
    },
    env: { MAIL_IMAP_URL: `imap://${at(imap.port)}/INBOX`, MAIL_SMTP_URL: `smtp://${at(smtp.port)}`, MAIL_FROM: `Sportello <${DESK}>` },
    user(who: NewUser): FakeUser {
      const she = createUser(who, { desk: DESK, put: (raw) => imap.put(raw), now, patience })
      people.set(who.address.toLowerCase(), she)
      return she
    },
    clock: { advance: (ms: number): void => void (ahead += ms), now },
    async stop(): Promise<void> {
      await imap.stop()
      await smtp.stop()
    },
  }
}
