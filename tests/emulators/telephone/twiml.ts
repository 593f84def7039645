import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { type Act, absolute, isE164, Refused, type Spoken } from './acts.ts'

type Node = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: readonly Node[]; readonly text: string }
type Raw = Readonly<Record<string, unknown>>

const MOST = 64 * 1024
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u
const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, trimValues: false, ignoreDeclaration: true, processEntities: true })

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  Response: [], Say: ['voice', 'language', 'loop'], Hangup: [], Pause: ['length'], Redirect: ['method'],
  Gather: ['input', 'action', 'method', 'numDigits', 'finishOnKey', 'timeout', 'actionOnEmptyResult', 'language', 'speechTimeout', 'hints'],
  Dial: ['action', 'method', 'timeout', 'answerOnBridge', 'callerId', 'timeLimit', 'hangupOnStar'],
}

/** Reads TwiML as Twilio does: what is not to the letter is refused. https://www.twilio.com/docs/api/errors */
export function readTwiml(body: string, type: string, url: string): Act[] {
  if (!/^(?:text|application)\/xml\b/.test(type)) throw new Refused(12300, `content type ${type}`)
  if (Buffer.byteLength(body) > MOST) throw new Refused(11750, 'the document is larger than 64 kB')
  if (FORBIDDEN.test(body) || XMLValidator.validate(body) !== true) throw new Refused(12100, 'document parse failure')
  const [root, ...more] = (parser.parse(body) as Raw[]).map(nodeOf)
  if (root?.name !== 'Response' || more.length > 0) throw new Refused(12100, 'no <Response>')
  return root.children.map((node) => actOf(node, url))
}

function nodeOf(raw: Raw): Node {
  const name = Object.keys(raw).find((key) => key !== ':@') ?? ''
  if (name === '#text') return { name, attributes: {}, children: [], text: String(raw[name]) }
  const children = (raw[name] as Raw[]).map(nodeOf)
  const attributes = (raw[':@'] ?? {}) as Record<string, string>
  const known = ATTRIBUTES[name]
  if (known === undefined) throw new Refused(12200, `<${name}> is no verb`)
  const strange = Object.keys(attributes).find((key) => !known.includes(key))
  if (strange !== undefined) throw new Refused(12200, `<${name}> has no ${strange}`)
  return { name, attributes, children: children.filter((c) => c.name !== '#text'), text: children.filter((c) => c.name === '#text').map((c) => c.text).join('') }
}

function actOf(node: Node, url: string): Act {
  const { name, attributes: a, children, text } = node
  switch (name) {
    case 'Say': return { do: 'say', ...sayOf(node) }
    case 'Gather': return {
      do: 'gather', says: children.map(nested), speech: inputsOf(a.input ?? 'dtmf').includes('speech') ? (a.language ?? 'en-US') : null, most: digitsOf(a.numDigits), finish: finishOf(a.finishOnKey),
      seconds: Number(a.timeout ?? 5), action: absolute(a.action ?? url, url), tellsSilence: a.actionOnEmptyResult === 'true',
    }
    case 'Redirect': return { do: 'redirect', to: absolute(text, url) }
    case 'Dial':
      if (!isE164(text) || !isE164(a.callerId ?? '')) throw new Refused(13224, 'Dial: invalid phone number')
      return { do: 'dial', to: text, callerId: a.callerId ?? '', seconds: Number(a.timeout ?? 30), action: absolute(a.action ?? url, url) }
    case 'Hangup': return { do: 'hangup' }
    default: throw new Refused(12200, `<${name}> stands where it must not`)
  }
}

function nested(node: Node): Spoken {
  if (node.name !== 'Say') throw new Refused(12200, `<${node.name}> inside <Gather>`)
  return sayOf(node)
}

function sayOf({ attributes, text, children }: Node): Spoken {
  if (children.length > 0) throw new Refused(13520, 'Say: invalid text')
  if (Buffer.byteLength(text) > 3000 || encodeURIComponent(text).length > 4500) throw new Refused(13521, 'Say: too long')
  if (!/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(attributes.language ?? 'en-US')) throw new Refused(13511, 'Say: invalid language')
  return { language: attributes.language ?? 'en-US', text }
}

function inputsOf(input: string): string[] {
  const inputs = input.split(' ')
  if (!inputs.every((one) => one === 'dtmf' || one === 'speech')) throw new Refused(13335, 'Gather: invalid input')
  return inputs
}

function digitsOf(most: string | undefined): number | null {
  if (most === undefined) return null
  if (!/^[1-9]\d{0,3}$/.test(most)) throw new Refused(13314, 'Gather: invalid numDigits')
  return Number(most)
}

function finishOf(key: string | undefined): string {
  if (key === undefined) return '#'
  if (!/^[\d#*]?$/.test(key)) throw new Refused(13310, 'Gather: invalid finishOnKey')
  return key
}
