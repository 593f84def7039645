import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PARTS = ['models.js', 'media.js', 'page.js']

/** In one script they need not ask each other. */
const joined = (script: string): string => script.replaceAll(/^import .*$/gm, '').replaceAll(/^export /gm, '')

/** The stub page as one file, as WhatsApp Web's own would be saved. */
export function writePage(folder: string): string {
  const script = joined(PARTS.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n'))
  const path = join(folder, 'stub-1.html')
  writeFileSync(path, `<!doctype html><meta charset="utf-8"><title>WhatsApp</title><script type="module">\n${script}\n</script>`)
  return path
}
