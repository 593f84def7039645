import { eld } from 'eld'
import { expect, test } from 'vitest'
import { openEld } from '../../src/understanding/eld-table.ts'
import { heldOut } from './setup.ts'

/** The package is served by less than itself: what it answers must stay the same. */

const LATIN = ['it', 'en', 'es', 'fr', 'ro', 'pt', 'de']

test('eld with a table of few languages says of them what it says with all of its own', async () => {
  const whole = eld.newInstance() as ReturnType<typeof eld.newInstance> & { load(size: string): Promise<unknown> }
  await whole.load('extrasmall')
  whole.setLanguageSubset(LATIN)
  const few = await openEld(LATIN, null)
  for (const language of ['it', 'en', 'es', 'fr', 'zh', 'ar'])
    for (const { text } of await heldOut(language)) expect(few.detect(text).getScores()).toEqual(whole.detect(text).getScores())
})
