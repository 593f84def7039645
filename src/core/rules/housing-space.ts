import { amount, type Rule } from './rule.ts'

const EACH = 'housing.suitability.square_metres_each'
const EACH_AFTER_FOUR = 'housing.suitability.square_metres_each_after_four'
const STUDIO_ONE = 'housing.suitability.studio_one'
const STUDIO_TWO = 'housing.suitability.studio_two'

/** Above this many people a number is a slip of the finger. */
const MOST = 30

/**
 * The least floor area of a home, in square metres, for the people who will live there: 14 each for the first four, 10 for
 * each further one; a home of one room 28 for one person and 38 for two, bathroom included (D.M. Sanità 5 July 1975 art. 2-3).
 *
 * - `people`: a whole number, those who live there already included
 */
export const housingSpace: Rule = {
  args: ['people'],
  cases: ['known', 'nobody'],
  facts: [EACH, EACH_AFTER_FOUR, STUDIO_ONE, STUDIO_TWO],
  apply({ people = '' }, { fact }) {
    const n = Number(people)
    if (!Number.isInteger(n) || n < 1 || n > MOST) return { case: 'nobody', params: {}, facts: [], blocks: [] }
    const [each, eachAfterFour] = [fact(EACH), fact(EACH_AFTER_FOUR)]
    const studio = n === 1 ? fact(STUDIO_ONE) : n === 2 ? fact(STUDIO_TWO) : null
    const metres = amount(each) * Math.min(n, 4) + amount(eachAfterFour) * Math.max(n - 4, 0)
    const row = (item: string, value: number) => ({ key: `rules:housing-space.${item}`, value: { key: 'rules:housing-space.metres', params: { metres: value } } })
    return {
      case: 'known', params: { people: n }, facts: [each, eachAfterFour, ...(studio ? [studio] : [])],
      blocks: [{ kind: 'rows', rows: [row('home', metres), ...(studio ? [row('studio', amount(studio))] : [])] }],
    }
  },
}
