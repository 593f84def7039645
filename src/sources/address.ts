import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { isPublisher, type Publishers } from '../core/publishers.ts'

export type Reach = {
  readonly publishers: Publishers
  /** Addresses of our own network too: for tests. */
  readonly allowLocal: boolean
}

const OWN: readonly (readonly [network: string, bits: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'], ['10.0.0.0', 8, 'ipv4'], ['100.64.0.0', 10, 'ipv4'], ['127.0.0.0', 8, 'ipv4'], ['169.254.0.0', 16, 'ipv4'], ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'], ['192.168.0.0', 16, 'ipv4'], ['198.18.0.0', 15, 'ipv4'], ['224.0.0.0', 4, 'ipv4'], ['240.0.0.0', 4, 'ipv4'],
  ['::', 127, 'ipv6'], ['::ffff:0:0', 96, 'ipv6'], ['64:ff9b::', 96, 'ipv6'], ['fc00::', 7, 'ipv6'], ['fe80::', 10, 'ipv6'], ['ff00::', 8, 'ipv6'],
]

const own = new BlockList()
for (const [network, bits, family] of OWN) own.addSubnet(network, bits, family)

/** Why an address is not read, in words; null: it may be. */
export function refusalOf(url: URL, { publishers }: Reach): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${url.protocol} is no page of the web.`
  return isPublisher(publishers, url.hostname) ? null : `${url.host} is not among the publishers.`
}

/**
 * A page, or whoever holds the name of its host, must not make us read our own network: a redirect to a database's
 * status page beside us, or to the address at which a provider's machine tells its secrets, would end in the desk's store.
 *
 * @throws when the name is not known
 */
export async function isOfOurNetwork({ hostname }: URL, { allowLocal }: Reach): Promise<boolean> {
  if (allowLocal) return false
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [{ address: host }] : await lookup(host, { all: true })
  return addresses.some(({ address }) => own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'))
}
