import type { Capabilities } from '../channel.ts'

const DAY = 24 * 3_600_000

/**
 * Limits of the Cloud API: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages,
 * …/messages/interactive-reply-buttons-messages, …/messages/interactive-list-messages. Meta says «characters» without saying which:
 * UTF-16 units are never fewer. A list's text may have 4096, reply buttons' 1024: one limit serves both. Messages of a turn travel as one,
 * because one person is sent about one in six seconds. Files: the largest that any kind may have.
 */
export const WHATSAPP: Capabilities = {
  pulled: false, text: { max: 4096, unit: 'utf16' }, menuText: { max: 1024, unit: 'utf16' },
  buttons: { most: 3, label: { max: 20, unit: 'utf16' }, id: { max: 256, unit: 'utf16' }, numbers: true },
  list: { most: 10, title: { max: 24, unit: 'utf16' }, description: { max: 72, unit: 'utf16' }, id: { max: 200, unit: 'utf16' }, opener: { max: 20, unit: 'utf16' } },
  markup: 'stars', merges: true, window: { for: DAY, most: null, afterEvent: null }, files: { most: 100 * 1024 * 1024 }, data: 'personal',
}
