import { createHash, createHmac, randomUUID } from 'node:crypto'
import { type Act, Refused } from './acts.ts'
import { readTwiml } from './twiml.ts'
import { readVerbs } from './verbs.ts'

export type ProviderName = 'twilio' | 'jambonz'

/** What there is to tell of a call. */
export type News =
  | { readonly kind: 'begins' | 'silence' | 'redirect' | 'completed' }
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'speech'; readonly text: string }
  | { readonly kind: 'dialled'; readonly status: 'completed' | 'no-answer' | 'busy' | 'failed' }

export type Line = { readonly sid: string; readonly from: string; readonly to: string }
export type Posted = { readonly headers: Record<string, string>; readonly body: string }

export type Provider = {
  readonly path: string
  readonly newCall: () => string
  readonly post: (url: string, line: Line, news: News) => Posted
  readonly read: (body: string, type: string, url: string) => Act[]
}

/** What a secret withholds its number as. */
export const WITHHELD: Readonly<Record<ProviderName, string>> = { twilio: '+266696687', jambonz: 'anonymous' }

export function providerOf(name: ProviderName, secret: string, now: () => number): Provider {
  return name === 'twilio' ? twilio(secret) : jambonz(secret, now)
}

const twilio = (token: string): Provider => ({
  path: '/webhooks/voice/twilio',
  newCall: () => `CA${createHash('md5').update(randomUUID()).digest('hex')}`,
  post(url, { sid, from, to }, news) {
    const fields: Record<string, string> = { AccountSid: 'AC00000000000000000000000000000000', ApiVersion: '2010-04-01', CallSid: sid, Called: to, Caller: from, Direction: 'inbound', From: from, To: to, ...formOf(news) }
    const signed = Object.keys(fields).sort().reduce((text, key) => text + key + fields[key], url)
    return { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': createHmac('sha1', token).update(Buffer.from(signed, 'utf8')).digest('base64') }, body: new URLSearchParams(fields).toString() }
  },
  read: readTwiml,
})

function formOf(news: News): Record<string, string> {
  switch (news.kind) {
    case 'begins': return { CallStatus: 'ringing' }
    case 'completed': return { CallStatus: 'completed', CallDuration: '42', Timestamp: 'Tue, 24 Nov 2026 14:30:00 +0000', SequenceNumber: '0' }
    case 'keys': return { CallStatus: 'in-progress', Digits: news.keys, FinishedOnKey: '', msg: 'Gather End' }
    case 'speech': return { CallStatus: 'in-progress', SpeechResult: news.text, Confidence: '0.9108805' }
    case 'silence': return { CallStatus: 'in-progress', Digits: '' }
    case 'redirect': return { CallStatus: 'in-progress' }
    case 'dialled': return { CallStatus: 'in-progress', DialCallStatus: news.status, DialCallSid: 'CA00000000000000000000000000000001', ...(news.status === 'completed' ? { DialCallDuration: '61', DialBridged: 'true' } : { DialBridged: 'false' }) }
  }
}

const jambonz = (secret: string, now: () => number): Provider => ({
  path: '/webhooks/voice/jambonz',
  newCall: randomUUID,
  post(_url, { sid, from, to }, news) {
    const body = JSON.stringify({ call_sid: sid, direction: 'inbound', from, to, call_id: randomUUID(), account_sid: randomUUID(), application_sid: randomUUID(), ...jsonOf(news) })
    const time = Math.floor(now() / 1000)
    return { headers: { 'content-type': 'application/json', 'jambonz-signature': `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`, 'utf8').digest('hex')}` }, body }
  },
  read(body, type, url) {
    try {
      return readVerbs(body, type, url)
    } catch (error) {
      throw error instanceof Refused ? error : new Refused('jambonz', 'no JSON')
    }
  },
})

function jsonOf(news: News): object {
  switch (news.kind) {
    case 'begins': return { call_status: 'trying', sip_status: 100 }
    case 'completed': return { call_status: 'completed', sip_status: 200, call_termination_by: 'caller', duration: 42 }
    case 'keys': return { call_status: 'in-progress', sip_status: 200, reason: 'dtmfDetected', digits: news.keys }
    case 'speech': return { call_status: 'in-progress', sip_status: 200, reason: 'speechDetected', speech: { channel_tag: 1, is_final: true, alternatives: [{ transcript: news.text, confidence: 0.91 }] } }
    case 'silence': return { call_status: 'in-progress', sip_status: 200, reason: 'timeout' }
    case 'redirect': return { call_status: 'in-progress', sip_status: 200 }
    case 'dialled': return { call_status: 'in-progress', sip_status: 200, dial_call_status: news.status, dial_sip_status: news.status === 'completed' ? 200 : 480, dial_call_sid: randomUUID() }
  }
}
