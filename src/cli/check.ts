import { createChannels } from '../channels/index.ts'
import { createClock } from '../clock.ts'
import { checkAll } from '../content/checks/index.ts'
import { compile } from '../content/compile.ts'
import { formatIssue } from '../content/issue.ts'
import { services } from '../services/index.ts'

/** `npm run check [-- FOLDER]`: everything that is wrong with flows, locales and data, with file, line and cure. Exit 1 on errors. */
const root = process.argv[2] ?? process.cwd()
const labelLimits = Object.fromEntries([...createChannels().values()].flatMap((c) => (c.can.buttons ? [[c.name, c.can.buttons.label]] : [])))
const issues = checkAll(compile(root), {
  root, today: createClock(() => new Date()).local().today, labelLimits, services: Object.fromEntries([...services].map(([name, s]) => [name, s.cases])),
})
for (const issue of issues) console.log(formatIssue(issue))
const errors = issues.filter((i) => i.severity === 'error').length
console.log(`${errors} errors, ${issues.length - errors} warnings`)
process.exitCode = errors > 0 ? 1 : 0
