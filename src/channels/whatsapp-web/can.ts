import type { Capabilities } from '../channel.ts'

/** Nothing is documented (https://docs.wwebjs.dev/Client.html#sendMessage): the text is as long as the official way in allows, a file as large as the browser bears. Buttons and lists no longer arrive. A turn travels as one message, because many in a row look like spam. */
export const WHATSAPP_WEB: Capabilities = {
  pulled: false, text: { max: 4096, unit: 'utf16' }, menuText: null, buttons: null, list: null,
  markup: 'stars', merges: true, window: null, files: { most: 16 * 1024 * 1024 }, data: 'general',
}
