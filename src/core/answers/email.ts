import { plain } from '../text.ts'
import { accepted, type Parsed, refused } from './parsed.ts'

const ADDRESS = /^[^\s@<>()[\],;:\\"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,24}$/u

export function parseEmail(text: string): Parsed {
  const address = plain(text).replace(/^mailto:/i, '')
  return address.length <= 254 && ADDRESS.test(address) && !address.includes('..') ? accepted(address.toLowerCase()) : refused('shape')
}
