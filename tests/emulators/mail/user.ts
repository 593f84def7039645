import { randomUUID } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { CLIENTS } from './clients.ts'
import type { Sent } from './smtp.ts'

export type NewUser = { readonly name: string; readonly address: string; readonly client?: keyof typeof CLIENTS }
export type Attached = { readonly name: string; readonly mime: string; readonly bytes: Buffer; readonly inline?: string }
export type Writing = { readonly subject?: string; readonly html?: string; readonly attachments?: readonly Attached[]; readonly headers?: Readonly<Record<string, string>>; /** A mail of its own, not an answer to the last. */ readonly fresh?: boolean }
export type Shown = { readonly who: 'desk' | 'her'; readonly subject: string; readonly text: string; readonly sent: Sent | null }
export type Post = { readonly desk: string; readonly put: (raw: Buffer) => number; readonly now: () => number; readonly patience: number }

export type FakeUser = ReturnType<typeof createUser>

const build = (mail: ConstructorParameters<typeof MailComposer>[0]): Promise<Buffer> => new Promise((done, fail) => new MailComposer(mail).compile().build((error, bytes) => (error ? fail(error) : done(bytes))))

/** Somebody with a mail program. */
export function createUser({ name, address, client = 'gmail-it' }: NewUser, { desk, put, now, patience }: Post) {
  const chat: Shown[] = []
  const listeners = new Set<() => void>()
  let isBlocked = false
  let seen = 0
  const last = (): Sent | null => chat.findLast((m) => m.sent !== null)?.sent ?? null

  async function write(text: string, { subject, html, attachments = [], headers = {}, fresh = false }: Writing = {}): Promise<number> {
    const answered = fresh ? null : (last()?.mail ?? null)
    const quoted = answered && { text: (answered.text ?? '').slice(0, 2000).trim(), from: desk, at: new Date(now()) }
    const about = subject ?? (answered?.subject ?? '')
    const raw = await build({
      from: { name, address }, to: desk, subject: about, date: new Date(now()), messageId: `<${randomUUID()}@${address.split('@')[1]}>`, headers,
      ...(html === undefined ? { text: CLIENTS[client](text, quoted) } : { html }),
      ...(answered?.messageId === undefined ? {} : { inReplyTo: answered.messageId, references: [...[answered.references ?? []].flat(), answered.messageId] }),
      attachments: attachments.map((a) => ({ filename: a.name, content: a.bytes, contentType: a.mime, ...(a.inline === undefined ? {} : { cid: a.inline, contentDisposition: 'inline' as const }) })),
    })
    chat.push({ who: 'her', subject: about, text, sent: null })
    return put(raw)
  }
  return {
    address, write, chat,
    say: (text: string) => write(text),
    /** A choice is answered by its number. */
    tap: async (label: string): Promise<number> => {
      const line = (last()?.mail.text ?? '').split('\n').findLast((l) => /^\d+\. /.test(l) && l.includes(label))
      if (line === undefined) throw new Error(`${name} saw no choice with «${label}»: ${last()?.mail.text ?? 'no mail'}`)
      return write(/^\d+/.exec(line)?.[0] ?? '')
    },
    send: (...attachments: readonly Attached[]) => write('', { attachments }),
    block: (): void => void (isBlocked = true),
    unblock: (): void => void (isBlocked = false),
    get blocked(): boolean {
      return isBlocked
    },
    take(sent: Sent): void {
      chat.push({ who: 'desk', subject: sent.mail.subject ?? '', text: sent.mail.text ?? '', sent })
      for (const listener of listeners) listener()
    },
    /** The next mail of the desk that contains this; after what was expected before. */
    async expect(wanted: string | ((mail: Sent) => boolean), ms = patience): Promise<Sent> {
      const fits = ({ sent, text }: Shown): boolean => sent !== null && (typeof wanted === 'string' ? text.includes(wanted) : wanted(sent))
      for (const until = Date.now() + ms; ; ) {
        const at = chat.findIndex((shown, i) => i >= seen && fits(shown))
        const found = chat[at]?.sent
        if (found) {
          seen = at + 1
          return found
        }
        if (Date.now() >= until) throw new Error(`${name} expected ${wanted} and got: ${chat.map((m) => `${m.who}: ${m.text}`).join('\n---\n')}`)
        await new Promise<void>((done) => {
          const end = (): void => {
            clearTimeout(timer)
            listeners.delete(end)
            done()
          }
          const timer = setTimeout(end, Math.max(1, until - Date.now()))
          listeners.add(end)
        })
      }
    },
  }
}
