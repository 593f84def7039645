import type { LanguageTag } from '../../core/ids.ts'

/** BCP 47 tags as voices are named: Arabic has its own at Google (ar-XA) and none of a country. https://www.twilio.com/docs/voice/twiml/say/text-speech */
const VOICES: Readonly<Record<LanguageTag, string>> = { it: 'it-IT', zh: 'zh-CN', en: 'en-GB', es: 'es-ES', fr: 'fr-FR', ar: 'ar-XA' }

export const voiceTag = (language: LanguageTag): string => VOICES[language] ?? language

/** Tags under which speech is understood; Twilio's differ: https://www.twilio.com/docs/voice/twiml/gather#languagetags */
const SPEECH: Readonly<Record<'twilio' | 'jambonz', Readonly<Record<LanguageTag, string>>>> = {
  twilio: { zh: 'cmn-Hans-CN', ar: 'ar-EG' },
  jambonz: { zh: 'zh-CN', ar: 'ar-EG' },
}

export const speechTag = (provider: 'twilio' | 'jambonz', language: LanguageTag): string => SPEECH[provider][language] ?? voiceTag(language)
