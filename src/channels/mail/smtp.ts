import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Failed } from '../channel.ts'
import type { Server } from './account.ts'
import { failedFrom, type Stage } from './errors.ts'

export type SmtpOptions = { readonly smtp: Server; readonly patience: number }
export type Envelope = { readonly from: string; readonly to: string }

/** Hands over one mail, or (null) only logs in. Resolves to null when the server took it; knows at each step what may have arrived. */
export const post = ({ smtp, patience }: SmtpOptions, letter: { readonly envelope: Envelope; readonly bytes: Buffer } | null): Promise<Failed | null> =>
  new Promise((resolve) => {
    let stage: Stage = 'connect'
    const connection = new SMTPConnection({
      host: smtp.host, port: smtp.port, secure: smtp.secure, ignoreTLS: smtp.isLocal && !smtp.secure, requireTLS: !smtp.secure && !smtp.isLocal,
      connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience,
    })
    let isOver = false
    const end = (failed: Failed | null): void => {
      if (isOver) return
      isOver = true
      if (failed === null) connection.quit()
      else connection.close()
      resolve(failed)
    }
    const fail = (error: unknown): void => end(failedFrom(stage, error))
    const goOn = (next: () => void) => (error?: unknown) => (error ? fail(error) : next())
    connection.on('error', fail)
    // The line's end is told before what was said on it.
    connection.on('end', () => void setImmediate(() => fail({ code: 'ECONNECTION' })))
    const hand = (): void => {
      if (letter === null) return end(null)
      stage = 'envelope'
      const { envelope, bytes } = letter
      // Read only when the server has said that it takes it.
      const words = new Readable({ read() {
        stage = 'data'
        this.push(bytes)
        this.push(null)
      } })
      connection.send({ from: envelope.from, to: [envelope.to], size: bytes.length }, words, (error) => goOn(() => end(null))(error))
    }
    const login = (): void => {
      stage = 'login'
      if (smtp.user === '') return hand()
      connection.login({ user: smtp.user, pass: smtp.password }, goOn(hand))
    }
    connection.connect(goOn(login))
  })
