import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { readTwiml } from './telephone/twiml.ts'
import { readVerbs } from './telephone/verbs.ts'
import { startTelephone } from './telephone/index.ts'

const URL_ = 'https://desk.example.org/voice?step=3'
const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})
const desk = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('TwiML is read to the letter', () => {
  const response = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`
  test.each<[string, string, number]>([
    ['no XML', '{}', 12100], ['not closed', '<Response><Say>a</Response>', 12100], ['another root', '<Answer/>', 12200], ['a bare &', response('<Say>a & b</Say>'), 12100],
    ['a control character', response('<Say>a\u0007</Say>'), 12100], ['an unknown verb', response('<Shout>a</Shout>'), 12200], ['an unknown attribute', response('<Say pitch="3">a</Say>'), 12200],
    ['a Dial inside a Gather', response('<Gather><Dial>+390551234567</Dial></Gather>'), 12200], ['too long a Say', response(`<Say>${'a'.repeat(3001)}</Say>`), 13521], ['too long a Say in Chinese', response(`<Say>${'续'.repeat(501)}</Say>`), 13521],
    ['no digits', response('<Gather numDigits="0"/>'), 13314], ['two finishing keys', response('<Gather finishOnKey="##"/>'), 13310], ['an unknown input', response('<Gather input="thought"/>'), 13335],
    ['a number that is none', response('<Dial callerId="+390550000001">055</Dial>'), 13224], ['a caller’s number that is none', response('<Dial>+390551234567</Dial>'), 13224],
    ['an address that is none', response('<Redirect>javascript:alert(1)</Redirect>'), 11100], ['too much', response(`<Say>${'<!-- -->'.repeat(9_000)}</Say>`), 11750],
  ])('%s', (_, body, code) => expect(() => readTwiml(body, 'text/xml', URL_)).toThrow(`${code}:`))
  test('another content type', () => expect(() => readTwiml(response(''), 'application/json', URL_)).toThrow('12300:'))
  test('what is right is read, in every script', () => {
    expect(readTwiml(response('<Gather numDigits="1" finishOnKey="" action="/a?b=1&amp;c=2"><Say language="zh-CN">请按 1 &lt;三&gt;</Say><Say language="ar-XA">نعم 🏠</Say></Gather>'), 'text/xml; charset=utf-8', URL_)).toMatchObject([
      { do: 'gather', most: 1, finish: '', action: 'https://desk.example.org/a?b=1&c=2', says: [{ language: 'zh-CN', text: '请按 1 <三>' }, { language: 'ar-XA', text: 'نعم 🏠' }], tellsSilence: false },
    ])
  })
})

describe('jambonz’s verbs are read to their schema', () => {
  test.each<[string, unknown]>([
    ['no array', { verb: 'say', text: 'a' }], ['an unknown verb', [{ verb: 'shout' }]], ['nothing to say', [{ verb: 'say', text: '' }]], ['an unknown field', [{ verb: 'hangup', politely: true }]],
    ['a gather that leads nowhere', [{ verb: 'gather', input: ['digits'], timeout: 5 }]], ['an unknown input', [{ verb: 'gather', actionHook: '/a', input: ['thought'], timeout: 5 }]],
    ['a dial to nobody', [{ verb: 'dial', actionHook: '/a', callerId: '+390550000001', timeout: 20, target: [] }]],
  ])('%s', (_, body) => expect(() => readVerbs(JSON.stringify(body), 'application/json', URL_)).toThrow('jambonz'))
})

test.each(['twilio', 'jambonz'] as const)('%s: a caller hears what is said, presses, is put through, and hangs up', async (provider) => {
  const asked: string[] = []
  const fake = startTelephone({ provider })
  const twilio = ['<Response><Gather action="/webhooks/voice/twilio?step=1" numDigits="2"><Say language="zh-CN">您好</Say></Gather></Response>', '<Response><Dial callerId="+390550000001" action="/d">+390551234567</Dial></Response>', '<Response><Say>bye</Say><Hangup/></Response>', '<Response/>']
  const jambonz = [[{ verb: 'gather', actionHook: '/x', input: ['digits'], numDigits: 2, timeout: 5, say: { text: '您好' } }], [{ verb: 'dial', actionHook: '/d', callerId: '+390550000001', timeout: 20, target: [{ type: 'phone', number: '+390551234567' }] }], [{ verb: 'say', text: 'bye' }, { verb: 'hangup' }], []]
  fake.connect(await desk(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const answer = provider === 'twilio' ? (twilio[asked.length] as string) : JSON.stringify(jambonz[asked.length])
    asked.push(body)
    response.writeHead(200, { 'content-type': provider === 'twilio' ? 'text/xml' : 'application/json' }).end(answer)
  }))
  const she = fake.caller()
  await she.call()
  await she.hears('您好')
  await she.press('42')
  expect(asked.map((body) => body.includes('42') && body.toLowerCase().includes('digits'))).toEqual([false, true, false, false])
  expect(asked[2]).toContain('no-answer')
  expect(asked[3]).toContain('completed')
  expect([she.dialled.length, she.isOver, fake.complaints]).toEqual([1, true, []])
  await expect(she.press('1')).rejects.toThrow('the call is over')
})

test.each(['twilio', 'jambonz'] as const)('%s: an answer that it cannot use ends the call, and is told', async (provider) => {
  const fake = startTelephone({ provider })
  fake.connect(await desk((_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>')))
  const she = fake.caller()
  await she.call()
  expect([she.isOver, fake.complaints]).toEqual([true, ['11200: HTTP 502']])
})

test.each(['twilio', 'jambonz'] as const)('%s: whose answer was lost asks again, in the same words', async (provider) => {
  const fake = startTelephone({ provider })
  fake.connect(await desk((_, response) => void response.writeHead(200, { 'content-type': provider === 'twilio' ? 'text/xml' : 'application/json' }).end(provider === 'twilio' ? '<Response/>' : '[]')))
  fake.faults.lost = 1
  await fake.caller().call()
  expect(fake.asked.slice(0, 2).map((a) => a.url)).toEqual([fake.url(), fake.url()])
})
