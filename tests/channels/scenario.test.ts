import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operator, type TestOperator } from '../support/operator.ts'
import { ROOT } from '../support/pizzeria.ts'
import { playScenario } from '../support/scenario.ts'
import { PLAYED, type Stage } from '../support/voices.ts'

/** The first desk after the examples changed learns them. */
const START = 240_000
const STORIES = readdirSync(join(ROOT, 'tests', 'scenarios')).filter((file) => file.endsWith('.txt'))

describe.each(PLAYED)('$name', ({ open, skips = {} }) => {
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
