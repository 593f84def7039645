import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operator, type TestOperator } from './operator.ts'
import { ROOT } from './pizzeria.ts'
import { playScenario } from './scenario.ts'
import type { Played, Stage } from './voices.ts'

/** The first desk after the examples changed learns them. */
const START = 240_000
const STORIES = readdirSync(join(ROOT, 'tests', 'scenarios')).filter((file) => file.endsWith('.txt'))

/** Every story on every one of these ways in. At most ten in a file: a desk lets nobody sign in more often in a minute, and a process counts for all its desks. */
export const tellStories = (played: readonly Played[]): void => describe.each(played)('$name', ({ open, skips = {} }) => {
  let stage: Stage
  let anna: TestOperator
  beforeAll(async () => {
    stage = await open()
    anna = await operator(stage.desk.url)
  }, START)
  afterAll(async () => {
    await stage?.desk.end()
    await stage?.close()
  })

  for (const story of STORIES) {
    const reason = skips[story]
    test.skipIf(reason !== undefined)(reason === undefined ? `tells ${story}` : `does not tell ${story}: ${reason}`, { timeout: 90_000 }, async () => {
      await playScenario(story, stage.somebody(), anna)
      expect(await stage.complaints()).toEqual([])
    })
  }
})
