import { describe, expect, test } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import { createRenderer } from '../../src/content/render/render.ts'
import { ROOT } from '../support/pizzeria.ts'
import { liveAnswers } from '../support/liveness.ts'
import { explore } from '../support/explore.ts'

/** States that one language may have before the walk is cut, which fails. */
const CAP = 150_000

const { content, locales } = compile(ROOT)
const live = liveAnswers(content)
const missing: string[] = []
const renderer = createRenderer(locales, (language, key) => { missing.push(`${language} ${key}`) })

describe('every shipped flow and pointer, walked to its ends in every language', () => {
  test.each(content.languages)('%s', (language) => {
    const walked = explore(content, live, renderer, language, CAP)
    console.log(`${language}: ${walked.states} states, ${walked.turns} turns`)
    expect(walked.capped).toBe(false)
    expect(walked.problems.slice(0, 10)).toEqual([])
    expect([...new Set(missing)]).toEqual([])
    expect(walked.placesUnseen).toEqual([])
  })
})
