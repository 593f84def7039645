import type { Capabilities } from '../channel.ts'

/**
 * No mail program shows buttons of ours: menus are numbered lines. SMTP has no limit on a text, RFC 5321 (https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1)
 * only on its lines; providers take messages of 10 to 25 MB, and base64 adds a third to a file.
 */
export const MAIL: Capabilities = {
  pulled: false, text: { max: 100_000, unit: 'characters' }, menuText: null, buttons: null, list: null,
  markup: 'none', merges: true, window: null, files: { most: 10 * 1024 * 1024 }, data: 'personal',
}
