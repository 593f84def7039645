import { capabilities } from '../channels/index.ts'
import { createClock } from '../clock.ts'
import { checkAll } from '../content/checks/index.ts'
import { compile } from '../content/compile.ts'
import { formatIssue } from '../content/issue.ts'
import { services } from '../services/index.ts'

/** `npm run check [-- FOLDER]`: everything that is wrong with flows, locales and data, with file, line and cure. Exit 1 on errors. */
const root = process.argv[2] ?? process.cwd()
/** A channel that sends writes long labels as lines; a page of our own would cut them. */
const labelLimits = Object.fromEntries([...capabilities].flatMap(([name, { buttons, pulled }]) => (buttons && pulled ? [[name, buttons.label.max]] : [])))
const issues = checkAll(compile(root), {
  root, today: createClock(() => new Date()).local().today, labelLimits, services: Object.fromEntries([...services].map(([name, s]) => [name, s.cases])),
})
for (const issue of issues) console.log(formatIssue(issue))
const errors = issues.filter((i) => i.severity === 'error').length
console.log(`${errors} errors, ${issues.length - errors} warnings`)
process.exitCode = errors > 0 ? 1 : 0
