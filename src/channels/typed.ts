import { COMMANDS } from '../core/conversation.ts'
import type { Incoming } from './channel.ts'

const START = /^\/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/
const COMMAND = /^\/([a-z]+)(?:@\w+)?\s*$/

/** What somebody typed, on any channel: `/start zh_permit-renewal` is a door, `/menu` a command; what else begins with a slash is words. */
export function typed(text: string): Incoming['content'] {
  const start = START.exec(text)
  if (start) return { kind: 'opened', language: null, flow: start[1] ?? null }
  const [, name = ''] = COMMAND.exec(text) ?? []
  if ((COMMANDS as readonly string[]).includes(name)) return { kind: 'picked', menu: 'command', option: name }
  return name === 'help' ? { kind: 'picked', menu: 'command', option: 'menu' } : { kind: 'wrote', text }
}
