import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FetchRefused } from '../../../src/channels/channel.ts'
import { createWhatsApp } from '../../../src/channels/whatsapp/whatsapp.ts'
import { type FakeUser, type FakeWhatsApp, startWhatsApp } from '../../emulators/whatsapp/index.ts'

const PDF = Buffer.from('%PDF-1.7 收据 📄')
let whatsapp: FakeWhatsApp
let li: FakeUser
beforeEach(async () => {
  whatsapp = await startWhatsApp()
  li = whatsapp.user({ name: '李伟' })
})
afterEach(() => whatsapp.stop())

const read = async (source: string): Promise<Buffer> => {
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken, WHATSAPP_API_ROOT: apiRoot } = whatsapp.env
  const channel = createWhatsApp({ token, phoneNumberId, appSecret, verifyToken, apiRoot, template: null, fetch: globalThis.fetch, now: Date.now, patience: 400 })
  const chunks: Uint8Array[] = []
  for await (const chunk of (await channel.fetch?.(source)) ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const sent = (bytes = PDF): string => whatsapp.world.media.offer(bytes, 'application/pdf').id

describe('her files', () => {
  test('are read byte by byte, with the token and a name', async () => {
    expect(await read(sent())).toEqual(PDF)
    expect(whatsapp.requests.every((r) => r.agent === 'Sportello')).toBe(true)
  })
  test('are read by a new link, however long ago the first one was given', async () => {
    const source = sent()
    whatsapp.clock.advance(6 * 60_000)
    expect(await read(source)).toEqual(PDF)
  })
  test.each<[string, () => unknown, boolean]>([
    ['a week later they are gone', () => whatsapp.clock.advance(8 * 86_400_000), true],
    ['an address that is not Meta’s gets no token', () => whatsapp.faults.elsewhere(), true],
    ['cut in the middle', () => whatsapp.faults.download('truncated'), false],
    ['not the bytes that she sent', () => whatsapp.faults.download('other-bytes'), false],
    ['Meta is unwell', () => whatsapp.faults.serverError(1, { at: 'about-media' }), false],
    ['the token', () => whatsapp.revoke(), false],
    ['a gateway’s page', () => whatsapp.faults.htmlError(502, { at: 'download' }), false],
    ['away', () => whatsapp.down(), false],
  ])('%s', async (_, happens, forEver) => {
    const source = sent()
    const { WHATSAPP_TOKEN: token } = whatsapp.env
    await happens()
    const error = await read(source).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Error)
    expect(error instanceof FetchRefused).toBe(forEver)
    expect(String(error)).not.toContain(token)
  })
  test('an id that is a path stays an id', async () => {
    await expect(read('../me?fields=id')).rejects.toThrow()
    await li.say('好')
    expect(whatsapp.requests.filter((r) => r.place === 'phone')).toEqual([])
  })
})
