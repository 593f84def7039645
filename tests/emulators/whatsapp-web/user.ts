import { pause, type Signal, until } from '../signal.ts'

export type Shown = { readonly who: 'desk' | 'her'; readonly id: string; readonly text: string; readonly file: { readonly name: string; readonly mime: string; readonly bytes: Buffer } | null }
/** `lid`: the page knows her under a hidden id. `hidden`: and does not know the number behind it. */
export type NewUser = { readonly phone: string; readonly lid?: string; readonly hidden?: boolean }
export type Raw = { readonly chat: string; readonly id: string; readonly fromMe?: boolean; readonly isNew?: boolean; readonly fields: Readonly<Record<string, unknown>> }
export type FakeUser = ReturnType<typeof createUser>

type Phone = { readonly changed: Signal; readonly now: () => number; readonly newId: () => string; readonly deliver: (raw: Raw) => Promise<void>; readonly offer: (bytes: Buffer) => string; readonly act: (name: string, given: object) => Promise<void>; readonly revise: (how: 'edit' | 'decrypt', id: string, fields: Raw['fields']) => Promise<void> }

/** Somebody with WhatsApp on her phone. */
export function createUser({ phone, lid }: NewUser, { changed, now, newId, deliver, offer, act, revise }: Phone) {
  const at = lid ?? phone
  const chat: Shown[] = []
  let seen = 0
  const send = async (fields: Readonly<Record<string, unknown>>, about: { chat?: string; fromMe?: boolean } = {}): Promise<string> => {
    const raw = { chat: at, id: newId(), fields: { t: Math.floor(now() / 1000), ...fields }, ...about }
    const id = `${about.fromMe ?? false}_${raw.chat}_${raw.id}`
    chat.push({ who: 'her', id, text: String(fields.body ?? ''), file: null })
    await deliver(raw)
    return id
  }
  return {
    at, chat,
    say: (body: string, about: Readonly<Record<string, unknown>> = {}) => send({ type: 'chat', body, ...about }),
    send,
    sendFile: (type: 'image' | 'ptt' | 'audio' | 'video' | 'document', { bytes, mime, name }: { readonly bytes: Buffer; readonly mime: string; readonly name?: string }, caption?: string) =>
      send({ type, directPath: offer(bytes), mimetype: mime, size: bytes.length, ...(name !== undefined && { filename: name }), ...(caption !== undefined && { caption }) }),
    edit: (id: string, body: string) => revise('edit', id, { body, latestEditSenderTimestampMs: now() }),
    /** Words that the desk's link cannot read yet. */
    seal: (about: Raw['fields'] = {}) => send({ type: 'ciphertext', ...about }),
    unseal: (id: string, body: string) => revise('decrypt', id, { type: 'chat', body }),
    async ticks(level: number): Promise<void> {
      await act('ack', { id: chat.findLast((m) => m.who === 'desk')?.id, level })
    },
    async expect(wanted: string | ((shown: Shown) => boolean), ms = 20_000): Promise<Shown> {
      const shown = await until(changed, ms, () => {
        while (seen < chat.length) {
          const next = chat[seen++]
          if (next?.who === 'desk' && (typeof wanted === 'string' ? next.text.includes(wanted) : wanted(next))) return next
        }
        return null
      })
      if (!shown) throw new Error(`${at} expected ${typeof wanted === 'string' ? wanted : 'a message'} and saw:\n${chat.map((m) => `${m.who}: ${m.text}`).join('\n')}`)
      return shown
    },
    async expectSilence(ms = 400): Promise<void> {
      const before = chat.filter((m) => m.who === 'desk').length
      await pause(ms)
      const said = chat.filter((m) => m.who === 'desk').slice(before)
      if (said.length > 0) throw new Error(`${at} expected silence and saw: ${said.map((m) => m.text).join(' | ')}`)
    },
  }
}
