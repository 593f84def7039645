import type { TelephoneAccount } from './account.ts'
import type { Gather, Next, Say, Verb } from './verbs.ts'
import { speechTag, voiceTag } from './voices.ts'

type Written = Readonly<Record<string, unknown>>
type Speak = (say: Say) => Written

/** What a call does next, as jambonz reads it: https://docs.jambonz.org/verbs/overview */
export function jambonzVerbs(verbs: readonly Verb[], next: Next, { voices }: Pick<TelephoneAccount, 'voices'>): Written[] {
  const speak: Speak = ({ language, text }) => ({
    text: unmarked(text), synthesizer: { vendor: 'default', language: voices[language]?.tag ?? voiceTag(language), ...(voices[language] && { voice: voices[language].name }) },
  })
  const write = (verb: Verb): Written[] => {
    switch (verb.kind) {
      case 'say': return [{ verb: 'say', ...speak(verb) }]
      case 'gather': return chained(verb, next, speak)
      case 'poll': return [{ verb: 'redirect', actionHook: next('poll') }]
      case 'dial': return [{ verb: 'dial', actionHook: next('dialled'), answerOnBridge: true, callerId: verb.from, timeout: verb.seconds, target: [{ type: 'phone', number: verb.to }] }]
      case 'hangup': return [{ verb: 'hangup' }]
    }
  }
  return verbs.flatMap(write)
}

/** A text may be SSML there, and there is no escaping: without its brackets a tag is only words. */
const unmarked = (text: string): string => text.replace(/[<>]/g, ' ')

/** A gather says one text with one voice: each has its own, and silence in it means that the next one goes on. A hook that answers with no verbs changes nothing. */
function chained(gather: Gather, next: Next, speak: Speak): Written[] {
  const last = gather.says.length - 1
  if (last < 0) return [listening(gather, next('keys'))]
  return gather.says.map((say, i) => ({ ...listening(i === last ? gather : { ...gather, seconds: 1 }, next(i === last ? 'keys' : 'silence-is-nothing')), say: speak(say) }))
}

const listening = ({ most, ends, seconds, speech }: Gather, actionHook: string): Written => ({
  verb: 'gather', actionHook, input: speech === null ? ['digits'] : ['digits', 'speech'], numDigits: most, ...(ends === null ? {} : { finishOnKey: ends }), timeout: seconds, dtmfBargein: true,
  ...(speech === null ? {} : { bargein: true, recognizer: { vendor: 'default', language: speechTag('jambonz', speech) } }),
})
