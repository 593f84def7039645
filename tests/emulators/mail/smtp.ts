import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { startProxy } from './proxy.ts'
import { refusalOf } from './rules.ts'

export type Stage = 'connect' | 'login' | 'from' | 'to' | 'data'
export type Sent = { readonly to: string; readonly from: string; readonly raw: string; readonly mail: ParsedMail }
type Fault = { readonly stage: Stage; readonly code: number; readonly text: string; left: number }

export type SmtpOptions = { readonly user: string; readonly password: string; readonly size?: number; /** Why it takes nothing for this address: null when it does. */ readonly refuses: (address: string) => { code: number; text: string } | null; readonly arrived: (sent: Sent) => void }

const refused = ({ code, text }: { readonly code: number; readonly text: string }): Error => Object.assign(new Error(text), { responseCode: code })

/** A mail server that takes mail for the people who are there, and keeps it. */
export async function startSmtp({ user, password, size = 25 * 1024 * 1024, refuses, arrived }: SmtpOptions) {
  const accepted: Sent[] = []
  let faults: Fault[] = []
  let afterData: 'cut' | 'hang' | null = null
  let slow = 0
  let logins = 0
  let secret = password
  const taking = (stage: Stage): Error | null => {
    const found = faults.find((fault) => fault.stage === stage && fault.left > 0)
    if (found) found.left -= 1
    return found ? refused(found) : null
  }
  const server = new SMTPServer({
    size, hideSTARTTLS: true, allowInsecureAuth: true, authMethods: ['PLAIN', 'LOGIN'], disableReverseLookup: true, logger: false,
    onConnect: (_session, done) => void setTimeout(() => done(taking('connect')), slow),
    onAuth(auth, _session, done) {
      logins += 1
      const fault = taking('login')
      if (fault) return done(fault)
      return auth.username === user && auth.password === secret ? done(null, { user }) : done(refused({ code: 535, text: '5.7.8 Authentication credentials invalid' }))
    },
    onMailFrom: ({ address }, _session, done) => done(taking('from') ?? (address.toLowerCase() === user ? null : refused({ code: 553, text: '5.7.1 Sender address rejected: not owned by user' }))),
    onRcptTo({ address }, _session, done) {
      const no = refuses(address.toLowerCase())
      done(taking('to') ?? (no && refused(no)))
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => void taken(Buffer.concat(chunks), envelope.rcptTo.map((to) => to.address), stream.sizeExceeded, done))
    },
  })
  server.on('error', () => {})
  async function taken(raw: Buffer, to: readonly string[], isTooLarge: boolean, done: (error?: Error | null) => void): Promise<void> {
    const no = isTooLarge ? { code: 552, text: '5.3.4 Message size exceeds fixed limit' } : refusalOf(raw)
    const error = taking('data') ?? (no && refused(no))
    if (error) return done(error)
    const mail = await simpleParser(raw)
    for (const address of to) {
      const sent = { to: address.toLowerCase(), from: user, raw: raw.toString('latin1'), mail }
      accepted.push(sent)
      arrived(sent)
    }
    const how = afterData
    afterData = null
    if (how === 'cut') return wire.drop()
    if (how !== 'hang') done()
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const wire = await startProxy(() => (server.server.address() as AddressInfo).port)
  return {
    wire, accepted, logins: () => logins,
    get port(): number {
      return wire.port
    },
    faults: {
      /** Refuses at a stage with a code and words, so many times. */
      refuse: (stage: Stage, code: number, text: string, times = 1): void => void faults.push({ stage, code, text, left: times }),
      /** Takes the next message, and cuts the line instead of saying so. */
      cutAfterData: (): void => void (afterData = 'cut'),
      /** Takes the next message, and never says so. */
      timeoutAfterAccept: (): void => void (afterData = 'hang'),
      slow: (ms: number): void => void (slow = ms),
      passwordChanged: (): void => void (secret = 'another'),
      clear(): void {
        faults = []
        afterData = null
        slow = 0
        secret = password
        wire.refuse(false)
      },
    },
    async stop(): Promise<void> {
      await wire.down()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
