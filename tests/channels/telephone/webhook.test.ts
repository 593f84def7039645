import { afterEach, describe, expect, test } from 'vitest'
import type { Incoming } from '../../../src/channels/channel.ts'
import { type FakeTelephone, startTelephone } from '../../emulators/telephone/index.ts'
import { providerOf } from '../../emulators/telephone/provider.ts'
import { inletOf } from '../../support/channels.ts'
import { lineOf } from '../../support/telephone.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Knock = { readonly url?: string; readonly headers: Record<string, string>; readonly body: string | Uint8Array }

async function knocked(provider: 'twilio' | 'jambonz', of: (fake: FakeTelephone) => Knock): Promise<{ readonly status: number; readonly body: string; readonly heard: Incoming[]; readonly warned: readonly string[] }> {
  const fake = startTelephone({ provider })
  const heard: Incoming[] = []
  const inlet = inletOf(async (m) => void heard.push(m) as undefined)
  const { close } = await lineOf(fake, inlet)
  closing.push(close)
  const { url = fake.url(), headers, body } = of(fake)
  const answer = await fetch(url, { method: 'POST', headers, body: body as never })
  return { status: answer.status, body: await answer.text(), heard, warned: inlet.warned }
}

const line = (fake: FakeTelephone, part: object = {}) => ({ sid: 'CA0123456789abcdef0123456789abcdef', from: '+393331234567', to: fake.number, ...part })
const begins = (fake: FakeTelephone, url = fake.url()): Knock => ({ url, ...fake.provider.post(url, line(fake), { kind: 'begins' }) })
const signed = (fake: FakeTelephone, part: object): Knock => fake.provider.post(fake.url(), line(fake, part), { kind: 'begins' })

describe.each(['twilio', 'jambonz'] as const)('who may knock at %s', (provider) => {
  test.each<[string, (fake: FakeTelephone) => Knock, number, number]>([
    ['the provider', begins, 200, 1],
    ['nobody', (f) => ({ ...begins(f), headers: { 'content-type': 'application/json' } }), 403, 0],
    ['another secret', (f) => providerOf(provider, 'f'.repeat(32), f.clock.now).post(f.url(), line(f), { kind: 'begins' }), 403, 0],
    ['a signature over something else', (f) => ({ ...begins(f), body: signed(f, { from: '+393339999999' }).body }), 403, 0],
    ['no call', (f) => signed(f, { sid: '' }), 400, 0],
    ['a call’s id that is none', (f) => signed(f, { sid: '../../etc/passwd' }), 400, 0],
    ['too much', (f) => ({ ...begins(f), body: 'x'.repeat(70_000) }), 413, 0],
  ])('%s', async (_, of, status, count) => {
    const { status: answered, heard } = await knocked(provider, of)
    expect([answered, heard.length]).toEqual([status, count])
  })
  test('a call’s end and how it goes are no call', async () => {
    const { status, heard, body } = await knocked(provider, (f) => ({ url: `${f.url()}/status`, ...f.provider.post(`${f.url()}/status`, line(f), { kind: 'redirect' }) }))
    expect([status, heard.length, body.length < 80]).toEqual([200, 0, true])
  })
  test('a step that is none', async () => {
    const { status } = await knocked(provider, (f) => begins(f, `${f.url()}?step=abc`))
    expect(status).toBe(400)
  })
  test.each(['anonymous', '', '+266696687', '+7378742833', '055123456', 'sip:li.wei@example.org', '李伟'])('from «%s» nobody can be called back: the call stands alone', async (from) => {
    const { heard } = await knocked(provider, (f) => signed(f, { from }))
    expect(heard[0]?.from.address).toBe('call:CA0123456789abcdef0123456789abcdef')
  })
  test('no number is logged', async () => {
    const { warned } = await knocked(provider, begins)
    expect(warned.join()).not.toContain('333')
  })
})

test('Twilio: the address is the desk’s own, whatever the request says of its host', async () => {
  const { status } = await knocked('twilio', (f) => begins(f, `http://localhost:${new URL(f.url()).port}/webhooks/voice/twilio`))
  expect(status).toBe(403)
})
test('Twilio: half a character', async () => {
  const { status } = await knocked('twilio', (f) => ({ ...begins(f), body: new Uint8Array([0x61, 0x3d, 0xe4]) }))
  expect(status).toBe(400)
})
test('jambonz: an old signature', async () => {
  const { status } = await knocked('jambonz', (f) => {
    f.clock.advance(-301_000)
    const old = begins(f)
    f.clock.advance(301_000)
    return old
  })
  expect(status).toBe(403)
})
