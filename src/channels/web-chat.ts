import type { Capabilities, Channel } from './channel.ts'

export const WEB_CHAT: Capabilities = {
  pulled: true, text: { max: 20_000, unit: 'utf16' }, menuText: null, buttons: { most: 60, label: { max: 200, unit: 'utf16' }, id: { max: 200, unit: 'utf16' }, numbers: false }, list: null,
  markup: 'none', merges: false, window: null, files: { most: 10 * 1024 * 1024 }, data: 'special',
}

/**
 * The desk's own page. Its messages are read from the store by a cursor, so nothing is ever sent:
 * whoever looks is woken by the change itself, and a page that opens later asks from where it was.
 */
export const createWebChat = (): Channel => ({ name: 'web-chat', can: WEB_CHAT, send: async () => ({ kind: 'accepted', externalId: null }) })
