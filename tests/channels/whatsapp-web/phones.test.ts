import { describe, expect, test } from 'vitest'
import type { Client } from '../../../src/channels/whatsapp-web/port.ts'
import { createPhones } from '../../../src/channels/whatsapp-web/phones.ts'
import { chatOf, whoIs } from '../../../src/channels/whatsapp-web/who.ts'

const going = new AbortController().signal
/** A page that answers one after the other; null: it is begun anew. */
const pages = (...answers: (string | null | Error)[]): (() => Client | null) => () => {
  const next = answers.shift()
  return next === undefined ? null : ({ phoneOf: async () => { if (next instanceof Error) throw next; return next } } as unknown as Client)
}

describe('the number behind a hidden id', () => {
  test('is asked for once: who was a number must not become somebody else when the page stops', async () => {
    const phoneOf = createPhones(pages('393331234567'), 5, going)
    expect([await phoneOf('111222@lid'), await phoneOf('111222@lid')]).toEqual(['393331234567', '393331234567'])
  })
  test('is waited for while the page is begun anew', async () => {
    expect(await createPhones(pages(new Error('detached Frame'), new Error('Target closed'), '393331234567'), 5, going)('111222@lid')).toBe('393331234567')
  })
  test('may be unknown', async () => {
    expect(await createPhones(pages(null), 5, going)('111222@lid')).toBeNull()
    expect(await createPhones(pages(), 1, going)('111222@lid')).toBeNull()
  })
  test('is not waited for by a desk that stops', async () => {
    await expect(createPhones(pages(), 60_000, AbortSignal.abort())('111222@lid')).rejects.toThrow()
  })
})

describe('who wrote', () => {
  test.each([
    ['393331234567@c.us', null, { address: '393331234567' }],
    ['111222333@lid', '393331234567', { address: '393331234567', formerly: '111222333@lid' }],
    ['111222333@lid', null, { address: '111222333@lid' }],
    ['120363000000000000@g.us', null, null], ['status@broadcast', null, null], ['120363000000000000@newsletter', null, null], ['王@c.us', null, null], ['٣٩٣٣٣@c.us', null, null], ['', null, null],
  ])('%s (%s)', async (chat, phone, who) => {
    expect(await whoIs(chat, async () => phone)).toEqual(who)
  })
  test.each([['393331234567@c.us', true], ['111222333@lid', true], ['120363000000000000@g.us', false], ['status@broadcast', false], [null, false], ['', false]])('%s is a chat to answer in: %s', (memory, is) => {
    expect(chatOf(memory)).toBe(is ? memory : null)
  })
})
