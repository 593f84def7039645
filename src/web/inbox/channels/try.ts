import type { Channel, Failed } from '../../../channels/channel.ts'
import { isOpen } from '../../../switchboard/window.ts'
import type { WebPorts } from '../../ports.ts'

type Outcome = { readonly ok: boolean; readonly words: string }

/** Asks the provider whether the account works; what it says is kept, so that the page shows it. */
export async function check(ports: WebPorts, channel: Channel, language: string): Promise<Outcome> {
  if (channel.check === undefined) return { ok: true, words: ports.words.text('inbox:channel.check-none', {}, language) }
  const failed = await channel.check()
  if (failed === null) {
    ports.accounts.works({ channel: channel.name, account: channel.account ?? '' })
    await ports.accounts.sync()
    return { ok: true, words: ports.words.text('inbox:channel.check-works', {}, language) }
  }
  if (failed.kind === 'pause' || failed.kind === 'away') ports.accounts.trouble({ channel: channel.name, account: channel.account ?? '' }, failed)
  await ports.accounts.sync()
  return { ok: false, words: worded(ports, failed, language) }
}

/** A message to somebody of the desk; never one that the provider would refuse. */
export async function test(ports: WebPorts, channel: Channel, to: string, language: string): Promise<Outcome> {
  const { words, store, clock, desk } = ports
  const address = { channel: channel.name, account: channel.account ?? '', address: to }
  const known = channel.can.window === null ? null : await store.find(address, desk().id)
  if (known !== null && !isOpen(known.identity?.window ?? null, clock.now())) return { ok: false, words: words.text('inbox:channel.test-window', {}, language) }
  const text = words.text('inbox:channel.test-text', {}, language)
  const sent = await channel.send(
    { ...address, memory: known?.identity?.memory ?? null },
    { kind: 'text', text, buttons: [], list: null },
    { bytes: async () => { throw new Error('A test has no files.') }, ref: 'test', language, by: 'operator', more: false, text: (key) => words.text(key, {}, language) },
  )
  return sent.kind === 'accepted' ? { ok: true, words: words.text('inbox:channel.test-sent', {}, language) } : { ok: false, words: worded(ports, sent, language) }
}

const worded = ({ words }: WebPorts, { explain, code }: Failed, language: string): string => `${words.text(`inbox:channel.cures.${code ?? 'other'}`, {}, language)} (${explain})`
