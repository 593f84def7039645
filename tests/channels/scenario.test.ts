import { afterAll, beforeAll, describe, test } from 'vitest'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { operator, type TestOperator } from '../support/operator.ts'
import { playScenario, webVoice } from '../support/scenario.ts'

const SCENARIO = 'renewal-then-a-person.zh.txt'

let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  desk = await startDesk({ now: () => new Date('2026-11-24T14:30:00Z') })
  anna = await operator(desk.url)
})
afterAll(() => desk.end())

describe('the same story on every channel', () => {
  test('the web chat', () => playScenario(SCENARIO, webVoice(desk.url), anna))
})
