import { isListed } from '../pages.ts'
import type { Check } from './check.ts'

/** Sources that say they are a public body's, on a page that is none's of the list: anybody can copy a law. */
export const unlisted: Check = function* ({ sources, publishers }) {
  for (const { name, source, file, line } of sources) {
    if (!source.institutional || source.url === null || isListed(publishers, source.url)) continue
    yield {
      severity: 'error', file, line, message: `The source ${name} says that it is institutional, and ${new URL(source.url).host} is not in data/publishers.yaml.`,
      cure: 'Name the page of the public body itself; or write `institutional: false`; or, if a public body answers for this site, add its domain there.',
    }
  }
}
