import type { Channel } from './channel.ts'

/**
 * The desk's own page. Its messages are read from the store by a cursor, so there is nothing to send:
 * whoever looks is woken by the change itself, and a page that opens later asks from where it was.
 */
export const createWebChat = (): Channel => ({
  name: 'web-chat',
  can: { text: { max: 20_000, unit: 'utf16' }, buttons: { most: 60, label: 200 }, blocks: true, files: true, data: 'special' },
  send: async () => ({ kind: 'accepted', externalId: null }),
})
