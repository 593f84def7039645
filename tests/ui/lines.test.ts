import { expect, it } from 'vitest'
import { breakable, lines } from '../../src/ui/chat/card/lines.ts'

/** A Chinese sign is two wide, everything else one. */
const measure = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0)

it('parts Latin words at spaces', () => expect(lines('uno due tre', 7, measure)).toEqual(['uno due', 'tre']))
it('keeps Arabic words whole', () => expect(lines('مرحبا بكم هنا', 9, measure)).toEqual(['مرحبا بكم', 'هنا']))
it('parts Chinese anywhere, but starts no line with a closing mark', () => {
  expect(lines('居留证什么时候到期？好', 18, measure)).toEqual(['居留证什么时候到', '期？好'])
})
it('leaves no opening bracket at the end of a line', () => expect(breakable('证（表')).toEqual(['证', '（表']))
it('cuts a word that is wider than the paper', () => expect(lines('abcdefgh', 3, measure)).toEqual(['abc', 'def', 'gh']))
it('keeps the lines of the text', () => expect(lines('a\nb', 9, measure)).toEqual(['a', 'b']))
it('loses nothing', () => expect(breakable('您好 uno，due（tre）。').join('')).toBe('您好 uno，due（tre）。'))
