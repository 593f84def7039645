import { describe, expect, it } from 'vitest'
import { admitted, type Attachment, isTooLarge, LARGEST_FILE, ready, shownAs, sizeIn } from '../../../src/ui/inbox/parts/attachment.ts'

const FILES = [{ id: 'a', name: '居留许可.pdf', bytes: 900 }, { id: 'b', name: 'إقامة.jpg', bytes: 2_400_000 }, { id: 'c', name: 'appuntamento 📅.ics', bytes: 15 }]
const beside = (state: Attachment['state'], file = FILES[0]): Attachment => ({ id: '', name: '', bytes: 0, ...file, key: 'k', place: 'anna one', state, percent: 0, note: '', again: false })

describe('files beside a reply', () => {
  it.each([[0, '1,2,3,4,5'], [3, '1,2'], [5, ''], [6, '']])('are five at most: beside %i come %s', (attached, come) => {
    expect(admitted([1, 2, 3, 4, 5, 6], attached).join()).toBe(come)
  })
  it('may have 10 MB each', () => expect([isTooLarge(LARGEST_FILE), isTooLarge(LARGEST_FILE + 1)]).toEqual([false, true]))
  it('go with it only when the desk has them', () => {
    expect(ready([beside('going'), beside('here', FILES[1]), beside('refused')])).toEqual([FILES[1]])
  })
  it.each([['请填写', '请填写\n居留许可.pdf\nإقامة.jpg\nappuntamento 📅.ics'], ['', '居留许可.pdf\nإقامة.jpg\nappuntamento 📅.ics']])('are named under «%s» until the desk has it', (words, shown) => {
    expect(shownAs(words, FILES)).toBe(shown)
  })
  it.each([['it', 900, '1 kB'], ['it', 2_400_000, '2,4 MB'], ['zh', 2_400_000, '2.4 MB'], ['en', 15, '1 kB']])('in %s %i bytes are %s', (locale, bytes, words) => {
    expect(sizeIn(locale, bytes).replace(/\s/g, ' ').replace(/(\d)(?=[A-Za-z])/, '$1 ')).toBe(words)
  })
})
