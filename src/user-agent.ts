import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Who looks at a page, for whoever runs its site: name, version, and where to learn more. */
export function userAgent(publicUrl: string | null): string {
  const { name, url, softwareVersion } = parse(readFileSync(join(import.meta.dirname, '..', 'publiccode.yml'), 'utf8')) as { name: string; url: string; softwareVersion: string }
  return `${name}/${softwareVersion} (+${publicUrl ?? url})`
}
