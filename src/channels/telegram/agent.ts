import { Agent } from 'node:https'
import type { Duplex } from 'node:stream'
import { NOT_CONNECTED } from '../network.ts'

/** A connection that is not made in time (a firewall that swallows packets) was never used: what should have gone over it has surely not arrived. */
export function impatientAgent(milliseconds: number): Agent {
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 10_000 }) as Agent & { createConnection: (...given: unknown[]) => Duplex }
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (...given) => {
    const socket = connect(...given)
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error('no connection'), { code: NOT_CONNECTED })), milliseconds)
    for (const event of ['secureConnect', 'close']) socket.once(event, () => clearTimeout(timer))
    return socket
  }
  return agent
}
