import type { Capabilities } from '../channel.ts'

const DAY = 86_400_000

/** Milliseconds in which who has just opened the chat may be greeted, once. https://developer.work.weixin.qq.com/document/path/95122 */
export const WELCOME = 20_000

/**
 * https://developer.work.weixin.qq.com/document/path/94677 : 5 messages in 48 hours after hers; a text of 2048 bytes, a menu of 10 items under 1024.
 * Files: https://developer.work.weixin.qq.com/document/path/90253
 */
export const WECOM: Capabilities = {
  pulled: false, text: { max: 2048, unit: 'bytes' }, menuText: { max: 1024, unit: 'bytes' },
  buttons: { most: 10, label: { max: 128, unit: 'bytes' }, id: { max: 64, unit: 'bytes' }, numbers: false }, list: null,
  markup: 'none', merges: true, window: { for: 2 * DAY, most: 5, afterEvent: { for: WELCOME, most: 1 } }, files: { most: 20 * 1024 * 1024 }, data: 'general',
}
