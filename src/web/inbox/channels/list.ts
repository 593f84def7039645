import encodeQR from 'qr'
import type { Channel } from '../../../channels/channel.ts'
import type { AccountState } from '../../../store/store.ts'
import type { ChannelList, ChannelShown } from '../../contract/channels.ts'
import type { Operator, WebPorts } from '../../ports.ts'

const KEEPERS: ReadonlySet<string> = new Set(['supervisor', 'admin'])

export const mayChange = ({ role }: Operator): boolean => KEEPERS.has(role)

/** Every channel that the desk has, and how it does. */
export async function list(ports: WebPorts, operator: Operator, language: string): Promise<ChannelList> {
  await ports.accounts.sync()
  const [states, operators] = await Promise.all([ports.store.accounts(), ports.auth.operators()])
  const nameOf = (id: string): string => operators.find((o) => o.id === id)?.name ?? id
  const stateOf = (channel: Channel): AccountState | undefined => states.find((s) => s.channel === channel.name && (channel.account === undefined || s.account === channel.account))
  return { mayChange: mayChange(operator), items: [...ports.channels.values()].map((channel) => shown(ports, channel, stateOf(channel), nameOf, language, mayChange(operator))) }
}

function shown({ words, accounts }: WebPorts, channel: Channel, state: AccountState | undefined, nameOf: (id: string) => string, language: string, mayPair: boolean): ChannelShown {
  const { trouble = null, paused = null, lastInAt = null, lastOutAt = null } = state ?? {}
  const code = accounts.pairingOf({ channel: channel.name, account: channel.account ?? '' })
  const text = (key: string): string => words.text(`inbox:${key}`, {}, language)
  return {
    channel: channel.name, name: text(`channels.${channel.name}`), state: paused ? 'paused' : trouble || code !== null ? 'trouble' : 'works', lastInAt, lastOutAt,
    trouble: trouble && { at: trouble.at, explain: trouble.explain, cure: text(`channel.cures.${trouble.code}`) },
    paused: paused && { at: paused.at, by: nameOf(paused.by) }, data: text(`channel.data.${channel.can.data}`), canCheck: channel.check !== undefined,
    official: channel.unofficial === undefined, // Whoever scans it has the account.
    pairing: code === null || !mayPair ? null : picture(code),
  }
}

const picture = (code: string): string => `data:image/svg+xml;base64,${Buffer.from(encodeQR(code, 'svg', { ecc: 'medium' })).toString('base64')}`
