import type { TelephoneAccount } from './account.ts'
import type { Gather, Next, Say, Verb } from './verbs.ts'
import { speechTag, voiceTag } from './voices.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)

const element = (name: string, attributes: Readonly<Record<string, string | number | undefined>>, inside = ''): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(String(value))}"`])).join('')
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`
}

/** What a call does next, as Twilio reads it: https://www.twilio.com/docs/voice/twiml */
export function twiml(verbs: readonly Verb[], next: Next, { voices }: Pick<TelephoneAccount, 'voices'>): string {
  const say = ({ language, text }: Say): string => {
    const voice = voices[language]
    return element('Say', voice === undefined ? { language: voiceTag(language) } : { language: voice.tag ?? undefined, voice: voice.name }, escaped(text))
  }
  const write = (verb: Verb): string => {
    switch (verb.kind) {
      case 'say': return say(verb)
      case 'gather': return gather(verb, next('keys'), verb.says.map(say).join(''))
      case 'poll': return element('Redirect', { method: 'POST' }, escaped(next('poll')))
      case 'dial': return element('Dial', { action: next('dialled'), method: 'POST', timeout: verb.seconds, answerOnBridge: 'true', callerId: verb.from }, escaped(verb.to))
      case 'hangup': return '<Hangup/>'
    }
  }
  return `<?xml version="1.0" encoding="UTF-8"?>${element('Response', {}, verbs.map(write).join(''))}`
}

/** An empty `finishOnKey` lets every key count; silence is told too. https://www.twilio.com/docs/voice/twiml/gather */
const gather = ({ most, ends, seconds, speech }: Gather, action: string, prompts: string): string => element('Gather', {
  input: speech === null ? 'dtmf' : 'dtmf speech', action, method: 'POST', numDigits: most, finishOnKey: ends ?? '', timeout: seconds, actionOnEmptyResult: 'true',
  ...(speech === null ? {} : { language: speechTag('twilio', speech), speechTimeout: 'auto' }),
}, prompts)
