import type { Capabilities } from '../channel.ts'

/** A personal account has no buttons and no documented limits (https://wechaty.js.org/docs/api/message): these are what every puppet carries. A turn travels as one message, because many in a row look like spam. */
export const WECHATY: Capabilities = {
  pulled: false, text: { max: 2000, unit: 'characters' }, menuText: null, buttons: null, list: null,
  markup: 'none', merges: true, window: null, files: { most: 10 * 1024 * 1024 }, data: 'general',
}
