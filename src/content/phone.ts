import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** E.164, Italian where no country is given: `+393331234567`. */
export const parsePhone = (text: string): string | null => {
  const number = parsePhoneNumberFromString(text, 'IT')
  return number?.isPossible() ? number.number : null
}
