import { describe, expect, test } from 'vitest'
import { jambonzVerbs } from '../../../src/channels/telephone/jambonz-verbs.ts'
import { twiml } from '../../../src/channels/telephone/twiml.ts'
import type { Gather, Verb } from '../../../src/channels/telephone/verbs.ts'
import { measured } from '../../../src/channels/telephone/words.ts'
import { readTwiml } from '../../emulators/telephone/twiml.ts'
import { readVerbs } from '../../emulators/telephone/verbs.ts'

const URL = 'https://desk.example.org/webhooks/voice/twilio'
const next = (why: string): string => `${URL}?step=7&do=${why}`
const plain = { voices: {} }
const say = (text: string, language = 'it'): Verb => ({ kind: 'say', language, text })
const gather = (part: Partial<Gather> = {}): Gather => ({ kind: 'gather', says: [{ kind: 'say', language: 'it', text: 'Scelga.' }], most: 1, ends: null, seconds: 6, speech: null, ...part })
const heardTwiml = (verbs: readonly Verb[]) => readTwiml(twiml(measured(verbs), next, plain), 'text/xml', URL)
const heardVerbs = (verbs: readonly Verb[]) => readVerbs(JSON.stringify(jambonzVerbs(measured(verbs), next, plain)), 'application/json', URL)

const TEXTS: readonly (readonly [string, string, string])[] = [
  ['markup', 'a </Say><Dial>+390000000000</Dial> &lt;b&gt; & "q" \'q\' ]]>', 'a </Say><Dial>+390000000000</Dial> &lt;b&gt; & "q" \'q\' ]]>'],
  ['Chinese', '请按 1：续居留。', '请按 1：续居留。'],
  ['Arabic', 'اضغطوا 1 للعربية', 'اضغطوا 1 للعربية'],
  ['emoji', '👨‍👩‍👦 🏠', '👨‍👩‍👦 🏠'],
  ['control characters', 'a\u0000b\u0007c\u001bd\ufffe', 'abcd'],
  ['half a pair', 'a\ud83db', 'ab'],
]

describe('what is said reaches the voice as it is', () => {
  test.each(TEXTS)('in TwiML: %s', (_, text, heard) => expect(heardTwiml([say(text)])).toEqual([{ do: 'say', language: 'it-IT', text: heard }]))
  test.each(TEXTS)('in JSON, where a bracket could begin a tag: %s', (_, text, heard) => expect(heardVerbs([say(text)])).toEqual([{ do: 'say', language: 'it-IT', text: heard.replace(/[<>]/g, ' ') }]))
})

describe.each([['TwiML', heardTwiml], ['JSON', heardVerbs]] as const)('%s', (_, heard) => {
  test.each([['Chinese', '您需要什么？'], ['Arabic', 'ماذا تحتاجون؟ '], ['Italian', 'Di che cosa ha bisogno? '], ['emoji', '🏠 ']])('a long text comes in pieces that are taken: %s', (_name, sentence) => {
    const acts = heard([say(sentence.repeat(300), 'zh')])
    expect(acts.length).toBeGreaterThan(1)
    expect(acts.map((a) => ('text' in a ? a.text : '')).join('').replaceAll(' ', '')).toBe(sentence.repeat(300).replaceAll(' ', ''))
  })
  test('nobody is told more than can be listened to', () => {
    const acts = heard([say('parola '.repeat(20_000))])
    expect(acts.map((a) => ('text' in a ? a.text : '')).join(' ').length).toBeLessThan(10_000)
  })
  test('a key, a number, a poll, a person, the end', () => {
    expect(heard([gather(), gather({ most: 8, ends: '#', seconds: 10 }), { kind: 'poll' }, { kind: 'dial', to: '+390551234567', from: '+390550000001', seconds: 20 }, { kind: 'hangup' }])).toMatchObject([
      { do: 'gather', most: 1, finish: '', seconds: 6, speech: null, action: `${URL}?step=7&do=keys`, tellsSilence: true },
      { do: 'gather', most: 8, finish: '#', seconds: 10 },
      { do: 'redirect', to: `${URL}?step=7&do=poll` },
      { do: 'dial', to: '+390551234567', callerId: '+390550000001', seconds: 20, action: `${URL}?step=7&do=dialled` },
      { do: 'hangup' },
    ])
  })
  test.each(['it', 'zh', 'en', 'es', 'fr', 'ar', 'de'])('speech is understood in her language: %s', (language) => {
    expect(heard([gather({ speech: language })])).toMatchObject([{ speech: expect.stringMatching(/^[a-z]{2,3}/) }])
  })
})

test('jambonz gives each voice a gather of its own: a key counts in each, silence goes on to the next', () => {
  const says = [say('Uno', 'it'), say('Due', 'it'), say('三', 'zh')].map((s) => s as Extract<Verb, { kind: 'say' }>)
  expect(jambonzVerbs(measured([gather({ says })]), next, { voices: { zh: { tag: 'cmn-CN', name: 'Zhiyu' } } })).toMatchObject([
    { verb: 'gather', timeout: 1, actionHook: `${URL}?step=7&do=silence-is-nothing`, say: { text: 'Uno\nDue', synthesizer: { language: 'it-IT' } } },
    { verb: 'gather', timeout: 6, actionHook: `${URL}?step=7&do=keys`, say: { text: '三', synthesizer: { language: 'cmn-CN', voice: 'Zhiyu' } } },
  ])
})

test('a voice is named; its language only where the desk says how it is called', () => {
  const voices = { zh: { tag: 'cmn-CN', name: 'Polly.Zhiyu' }, ar: { tag: null, name: 'Polly.Zeina' } }
  expect(twiml([say('你', 'zh'), say('ن', 'ar')], next, { voices })).toContain('<Say language="cmn-CN" voice="Polly.Zhiyu">你</Say><Say voice="Polly.Zeina">ن</Say>')
})
