import { readOptions } from './options.ts'
import { soak } from './soak.ts'
import { badness, printSoak } from './table.ts'

/** `npm run soak -- --messages 1000 --seed 7`: a long time of every channel at once, in minutes. */
const options = readOptions(process.argv.slice(2), process.env)
const soaked = await soak(options)
printSoak(soaked)
process.exit(badness(soaked) === 0 ? 0 : 1)
