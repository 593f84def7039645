import type { AddressInfo } from 'node:net'
import hoodiecrow, { type Handler, type Mailbox } from 'hoodiecrow-imap'
import { startProxy } from './proxy.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => String(n).padStart(2, '0')
const internalDate = (at: Date): string => `${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`

/** A mailbox behind IMAP4rev1 with IDLE, and a wire to it that can fail. */
export async function startImap({ user, password, now }: { readonly user: string; readonly password: string; readonly now: () => number }) {
  const server = hoodiecrow({ plugins: ['IDLE', 'UIDPLUS', 'LITERALPLUS', 'ID', 'ENABLE', 'UNSELECT'], users: { [user]: { password } }, storage: { INBOX: {}, '': {} } })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const wire = await startProxy(() => (server.server.address() as AddressInfo).port)
  const box = (): Mailbox => server.getMailbox('INBOX')
  const broken = new Set<number>()
  const commands: string[] = []
  const fetch = server.getCommandHandler('UID FETCH')
  server.setCommandHandler('UID FETCH', (connection, parsed, data, done) => {
    commands.push(data.replace(/^\S+ /, ''))
    if (/BODY\.PEEK\[\]/.test(data) && broken.has(Number(parsed.attributes?.[0]?.value))) return no(connection, parsed, data, done)
    return fetch(connection, parsed, data, done)
  })
  let idles = 0
  let logins = 0
  const login = server.getCommandHandler('LOGIN')
  server.setCommandHandler('LOGIN', (...given) => {
    logins += 1
    return login(...given)
  })
  const idle = server.getCommandHandler('IDLE')
  server.setCommandHandler('IDLE', (...given) => {
    idles += 1
    return idle(...given)
  })
  return {
    wire, commands, logins: () => logins,
    /** Somebody waits for news, or did. */
    idling: (): boolean => idles > 0,
    get port(): number {
      return wire.port
    },
    /** A mail is delivered: any bytes. */
    put(raw: string | Buffer, { flags = [], at = new Date(now()) }: { flags?: readonly string[]; at?: Date } = {}): number {
      const bytes = (typeof raw === 'string' ? Buffer.from(raw) : raw).toString('latin1')
      server.appendMessage(box(), flags, internalDate(at), bytes.replace(/\r?\n/g, '\r\n'))
      return box().messages.at(-1)?.uid ?? 0
    },
    /** It is delivered, and the server forgets to say so. */
    putQuietly(raw: string): void {
      box().messages.push({ uid: box().uidnext++, raw, flags: [], internaldate: internalDate(new Date(now())) })
    },
    get mails(): readonly { readonly uid: number; readonly seen: boolean }[] {
      return box().messages.map(({ uid, flags }) => ({ uid, seen: flags.includes('\\Seen') }))
    },
    /** The server cannot read this mail from its disk. */
    breakMail: (uid: number): void => void broken.add(uid),
    /** The mailbox was restored: the same mails under other uids, and whoever had it open is cut off. */
    renumber(validity = box().uidvalidity + 1): void {
      box().uidvalidity = validity
      box().messages.forEach((mail, i) => void (mail.uid = i + 1))
      box().uidnext = box().messages.length + 1
      wire.drop()
    },
    remove: (uid: number): void => void (box().messages = box().messages.filter((mail) => mail.uid !== uid)),
    changePassword: (fresh: string): void => void (server.users[user] = { password: fresh }),
    async stop(): Promise<void> {
      await wire.down()
      await new Promise<void>((done) => server.close(done))
    },
  }
}

const no: Handler = (connection, { tag }, data, done) => {
  connection.send({ tag, command: 'NO', attributes: [{ type: 'TEXT', value: 'Message is damaged' }] }, 'DAMAGED', {}, data)
  done()
}
