import type { Inlet, Kept, Recipient, Sending } from '../../src/channels/channel.ts'

/** What the switchboard gives with a part: words are their own keys. */
export const sendingOf = (part: Partial<Sending> = {}): Sending => ({ bytes: async () => Buffer.from('BEGIN:VCALENDAR'), ref: '1.0', language: 'zh', by: 'bot', more: false, text: (key) => key, ...part })

export const recipientOf = (channel: string, account: string, address: string, memory: string | null = null): Recipient => ({ channel, account, address, memory })

export type NotedInlet = Inlet & {
  /** Everything that was logged above `info`. */
  readonly warned: string[]
  readonly receipts: Parameters<Inlet['receipt']>[0][]
}

/** A desk that keeps what `receive` lets it keep, and remembers cursors until it is forgotten. */
export function inletOf(receive: (...message: Parameters<Inlet['receive']>) => Promise<Partial<Kept> | undefined> | Promise<void>, part: Partial<Inlet> = {}): NotedInlet {
  const warned: string[] = []
  const receipts: Parameters<Inlet['receipt']>[0][] = []
  const cursors = new Map<string, string>()
  const note = (_data: object, message: string) => void warned.push(message)
  let count = 0
  return {
    receive: async (message) => ({ answers: false, person: null, ...(await receive(message)) }),
    receipt: async (receipt) => void receipts.push(receipt),
    resume: async () => false, reading: () => {}, pairing: () => {}, code: async () => null,
    cursor: { get: async (key) => cursors.get(key) ?? null, set: async (key, value) => void cursors.set(key, value) },
    text: (key) => key, languages: ['it', 'zh'], refuses: () => null, newId: () => `id-${++count}`, log: { info() {}, warn: note, error: note }, warned, receipts, ...part,
  }
}
