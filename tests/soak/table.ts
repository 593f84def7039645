import { printTable } from '../../bench/table.ts'
import { sum } from './audit.ts'
import type { Line } from './examine.ts'
import { CHANNELS } from './phone.ts'
import type { Soaked } from './soak.ts'

const COLUMNS: readonly (readonly [string, keyof Line])[] = [
  ['people', 'people'], ['sent', 'sent'], ['received', 'received'], ['answered', 'answered'], ['handed over', 'handedOver'], ['replies', 'replies'],
  ['lost', 'lost'], ['doubled', 'doubled'], ['ambiguous', 'ambiguous'], ['held', 'held'], ['call back', 'callBack'], ['out of order', 'displaced'], ['longest wait s', 'longest'],
]

const NOT_SOAKED = [
  'wechaty: its puppet lives inside the desk, so a desk that is killed takes the emulated WeChat and what is on its way there with it; soaked apart and in one process, in tests/soak/wechaty.test.ts',
  'whatsapp-web: it is a browser with a page of WhatsApp in it; hundreds of people in hours that pass faster are not what it is made for; soaked apart with few people, in tests/soak/whatsapp-web.test.ts',
] as const

/** What went wrong, over all channels. */
export const badness = ({ lines, refused }: Pick<Soaked, 'lines' | 'refused'>): number => Object.values(lines).reduce((sum, { lost, doubled, displaced }) => sum + lost + doubled + displaced, refused.length)

export function printSoak(soaked: Soaked): void {
  const { lines, seconds, memory, faults, kills, examples, refused } = soaked
  const all = CHANNELS.map((c) => lines[c]).reduce(sum)
  printTable(['channel', ...COLUMNS.map(([head]) => head)], [...CHANNELS.map((c) => [c, ...COLUMNS.map(([, key]) => lines[c][key])]), ['all', ...COLUMNS.map(([, key]) => all[key])]])
  const blown = Object.values(faults).reduce((a, b) => a + b, 0)
  console.log(`\n${seconds} s, ${blown} faults of ${Object.keys(faults).length} kinds, ${kills} kills; the desk held ${memory.before} MB at the start and ${memory.after} MB at the end.`)
  for (const one of NOT_SOAKED) console.log(`not soaked here: ${one}.`)
  for (const example of [...refused, ...examples]) console.log(`  ${example}`)
}
