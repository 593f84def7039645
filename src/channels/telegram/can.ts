import type { Capabilities } from '../channel.ts'

/** Limits of the Bot API: https://core.telegram.org/bots/api#sendmessage, #inlinekeyboardbutton, #sending-files. A phone shows about 40 characters of a label: longer ones are lines of text, with their numbers as buttons. */
export const TELEGRAM: Capabilities = {
  pulled: false, text: { max: 4096, unit: 'utf16' }, menuText: null,
  buttons: { most: 24, label: { max: 40, unit: 'utf16' }, id: { max: 64, unit: 'bytes' }, numbers: true }, list: null,
  markup: 'html', merges: false, window: null, files: { most: 50 * 1024 * 1024 }, data: 'personal',
}
