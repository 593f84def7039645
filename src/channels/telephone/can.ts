import type { Capabilities } from '../channel.ts'

/** Bytes of UTF-8 in one «say»: Twilio refuses more than 3000, or more than 4500 once they are URL-encoded, three for one. https://www.twilio.com/docs/api/errors/13521 */
export const SAY = { max: 1400, unit: 'bytes' } as const
/** Documents of a list that are read out. */
const LIST = 3

/**
 * A call by keys and voice. `window`: nothing reaches her once she has hung up; nobody stays silent in a call for longer. `data`: what she keys or says is
 * heard by whoever stands beside her, a number can be faked, and a telephone is shared: nothing personal is asked or said aloud.
 * One «say»: https://www.twilio.com/docs/voice/twiml/say and https://docs.jambonz.org/verbs/verbs/say
 */
export const TELEPHONE: Capabilities = {
  pulled: false, text: SAY, menuText: null, buttons: { most: 60, label: { max: 300, unit: 'characters' }, id: { max: 200, unit: 'utf16' }, numbers: false }, list: null,
  markup: 'none', merges: true, spoken: { list: LIST }, window: { for: 300_000, most: null, afterEvent: null }, files: null, data: 'general',
}
